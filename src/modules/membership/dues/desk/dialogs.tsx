import { Button, Input, InputNumber, Modal, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import type {
  Collected,
  Collection,
  EntriesCorrection,
  EntryCorrection,
  LedgerView,
  ProfileSetting,
  ProfilesSet,
  ReceiptView,
} from "#modules/membership/dues/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { api } from "#web/common/api.ts";
import { dayInWords, money } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field, Plain } from "#web/desk/parts/page.tsx";
import { saySaved } from "#web/desk/parts/saved.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";
import type { Chosen } from "./ledger.tsx";

const CHANNELS = codeSet("pay_channel").entries.map((it) => ({ value: it.value, label: it.term }));
type Row = LedgerView["rows"][number];

/** What an act says besides having been done; shown until it was read. */
function Warnings(props: { warnings: readonly string[] }): ReactNode {
  if (props.warnings.length === 0) return null;
  return (
    <ul className="bullets">
      {props.warnings.map((it) => (
        <li key={it}>{it}</li>
      ))}
    </ul>
  );
}

/** Enters what is chosen as paid: when, how, and by whom if not by the members themselves. */
export function CollectDialog(props: {
  picked: readonly Chosen[];
  year: number;
  onClose: (done: boolean) => void;
}): ReactNode {
  const { picked, year } = props;
  const today = useToday();
  const [paidOn, setPaidOn] = useState(today);
  const [channel, setChannel] = useState<Collection["channel"]>("cash");
  const [payer, setPayer] = useState("");
  const deed = useDeed(
    (body: Collection) => api.post<Collected>("/api/dues/entries", body),
    ({ count, amountFen, entryIds, receipts, warnings }) => {
      saySaved({
        text: `${count} 笔党费，共 ${money(amountFen)}，开出收据 ${receipts.length} 张`,
        warnings,
        undo: () =>
          api.post("/api/dues/corrections", {
            entryIds,
            cancel: true,
            reason: "登记有误，整批撤销",
          } satisfies EntriesCorrection),
      });
      props.onClose(true);
    },
  );
  const total = picked.reduce((sum, it) => sum + (it.cell.dueFen ?? 0), 0);
  return (
    <FormModal
      open
      title="登记已交党费"
      okText="登记"
      okButtonProps={{ loading: deed.busy, disabled: paidOn === "" }}
      onOk={() =>
        void deed.run({
          items: picked.map(({ row, cell }) => ({
            personId: row.personId,
            month: `${year}-${String(cell.month).padStart(2, "0")}`,
          })),
          paidOn,
          channel,
          ...(payer.trim() === "" ? {} : { payer: payer.trim() }),
        })
      }
      onCancel={() => props.onClose(false)}
    >
      <p>
        {new Set(picked.map((it) => it.row.personId)).size} 人 {picked.length} 个月，按应交登记，共 {money(total)}。
      </p>
      <ProblemBox problem={deed.problem} />
      <Field label="缴纳日期" id="dues-paid-on">
        <DayField id="dues-paid-on" value={paidOn} max={today} onChange={setPaidOn} />
      </Field>
      <Field label="缴纳方式" id="dues-channel">
        <Select id="dues-channel" value={channel} options={CHANNELS} onChange={setChannel} />
      </Field>
      <Field label="代缴人（本人交的不填）" id="dues-payer">
        <Input id="dues-payer" maxLength={60} value={payer} onChange={(it) => setPayer(it.target.value)} />
      </Field>
    </FormModal>
  );
}

/** Sets what the chosen members pay on. */
export function ProfileDialog(props: {
  people: readonly Row[];
  rates: LedgerView["rates"];
  onClose: (done: boolean) => void;
}): ReactNode {
  const { people, rates } = props;
  const today = useToday();
  const first = people[0];
  const [category, setCategory] = useState(first?.category ?? "farmer");
  const [amount, setAmount] = useState<number | null>(first?.baseFen != null ? first.baseFen / 100 : null);
  const [method, setMethod] = useState<"following" | "yearly">("following");
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [set, setSet] = useState<ProfilesSet | null>(null);
  const deed = useDeed((body: ProfileSetting) => api.post<ProfilesSet>("/api/dues/profiles", body), setSet);
  const rate = rates.find((it) => it.category === category);
  const title = `核定党费标准：${people.length === 1 ? (first?.name ?? "") : `${first?.name ?? ""}等 ${people.length} 人`}`;
  if (set) {
    return (
      <Modal
        open
        title="已核定"
        cancelButtonProps={{ style: { display: "none" } }}
        okText="知道了"
        onOk={() => props.onClose(true)}
        onCancel={() => props.onClose(true)}
      >
        <p>
          每月 {money(set.rows[0]?.dueFen ?? 0)}（{set.rows[0]?.grounds}），从 {set.rows[0]?.from.slice(0, 7)} 起。
        </p>
        <Warnings warnings={set.warnings} />
      </Modal>
    );
  }
  const fen = amount === null ? undefined : Math.round(amount * 100);
  return (
    <FormModal
      open
      title={title}
      okText="核定"
      okButtonProps={{ loading: deed.busy, disabled: from === "" }}
      onOk={() =>
        void deed.run({
          personIds: people.map((it) => it.personId),
          category: category as ProfileSetting["category"],
          method,
          from,
          ...(fen === undefined ? {} : rate?.byRate === true ? { baseFen: fen } : { chosenFen: fen }),
        })
      }
      onCancel={() => props.onClose(false)}
    >
      <ProblemBox problem={deed.problem} />
      <Field label="缴纳类别" id="dues-category" hint={rate?.text}>
        <Select
          id="dues-category"
          value={category}
          options={rates.map((it) => ({ value: it.category, label: it.term }))}
          onChange={(it) => {
            setCategory(it);
            setAmount(null);
          }}
        />
      </Field>
      <Field
        label={rate?.byRate === true ? "每月基数（元，税后）" : "每月金额（元）"}
        id="dues-amount"
        hint={rate?.byRate === true ? "全额按所在档的比例计算，不分段。" : "由支部在规定范围内确定。"}
      >
        <InputNumber id="dues-amount" min={0} precision={2} value={amount} onChange={setAmount} />
      </Field>
      <Field label="核定方式" id="dues-method">
        <Radio.Group
          id="dues-method"
          value={method}
          options={codeSet("dues_method").entries.map((it) => ({ value: it.value, label: it.term }))}
          onChange={(it) => setMethod(it.target.value as "following" | "yearly")}
        />
      </Field>
      <Field label="起缴月份" id="dues-from">
        <DayField id="dues-from" value={from} max={today} onChange={setFrom} />
      </Field>
    </FormModal>
  );
}

/** One entry: its receipt to print, and its correction with a reason. */
export function EntryDialog(props: {
  chosen: Chosen;
  year: number;
  mayCorrect: boolean;
  onClose: () => void;
}): ReactNode {
  const { row, cell } = props.chosen;
  const today = useToday();
  const id = cell.entryId ?? "";
  const hasReceipt = cell.state !== "exempt";
  const receipt = useAsk<ReceiptView>(`/api/dues/entries/${id}/receipt`, {}, { enabled: hasReceipt });
  const [reason, setReason] = useState("");
  const [amount, setAmount] = useState<number | null>((cell.paidFen ?? 0) / 100);
  const [paidOn, setPaidOn] = useState(cell.paidOn ?? today);
  const [printing, setPrinting] = useState(false);
  const deed = useDeed((body: EntryCorrection) => api.post(`/api/dues/entries/${id}/correction`, body), props.onClose);
  const print = (): void => {
    setPrinting(true);
    setTimeout(() => {
      window.print();
      setPrinting(false);
    }, 100);
  };
  const short = reason.trim().length < 4;
  return (
    <FormModal
      open
      width={620}
      title={`${row.name} ${props.year}年${cell.month}月：${cell.kindTerm ?? ""}`}
      footer={
        props.mayCorrect
          ? [
              <Button
                key="cancel"
                danger
                disabled={short}
                loading={deed.busy}
                onClick={() => void deed.run({ reason, cancel: true })}
              >
                取消这条记录
              </Button>,
              <Button
                key="correct"
                type="primary"
                disabled={short || amount === null}
                loading={deed.busy}
                onClick={() => void deed.run({ reason, paidFen: Math.round((amount ?? 0) * 100), paidOn })}
              >
                更正
              </Button>,
            ]
          : null
      }
      onCancel={props.onClose}
    >
      {hasReceipt ? (
        <Answer of={receipt}>
          {(data) => (
            <div>
              <Receipt data={data} />
              <Button onClick={print}>打印收据</Button>
              {printing ? createPortal(<div className="paper">{<Receipt data={data} />}</div>, document.body) : null}
            </div>
          )}
        </Answer>
      ) : (
        <p>经批准免交，没有收据。</p>
      )}
      {props.mayCorrect ? (
        <>
          <h3>更正</h3>
          <p className="quiet">原来的记录会保留，更正后另开收据。</p>
          <ProblemBox problem={deed.problem} />
          <Field label="实缴金额（元）" id="dues-right">
            <InputNumber id="dues-right" min={0} precision={2} value={amount} onChange={setAmount} />
          </Field>
          <Field label="缴纳日期" id="dues-right-on">
            <DayField id="dues-right-on" value={paidOn} max={today} onChange={setPaidOn} />
          </Field>
          <Field label="原因（至少4个字）" id="dues-reason">
            <Input id="dues-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
          </Field>
        </>
      ) : null}
    </FormModal>
  );
}

/** A receipt as it is handed out, the sum in capital numerals. */
function Receipt(props: { data: ReceiptView }): ReactNode {
  const { data } = props;
  const dead = data.lines.filter((it) => it.endedOn !== null);
  return (
    <div className="dues-receipt">
      <h2>党费收据</h2>
      <p>
        编号 {data.number} · {dayInWords(data.paidOn)} · {data.channelTerm}
      </p>
      <p>
        今收到 {data.personName} 同志{data.payer === "" ? "" : `（${data.payer}代交）`}交来党费：
      </p>
      <Plain
        caption="收据明细"
        rows={data.lines}
        id={(it) => `${it.month}${it.kindTerm}`}
        columns={[
          { title: "月份", show: (it) => dayInWords(it.month) },
          { title: "类型", show: (it) => it.kindTerm },
          {
            title: "金额（元）",
            number: true,
            show: (it) =>
              it.endedOn === null ? (it.paidFen / 100).toFixed(2) : <s>{(it.paidFen / 100).toFixed(2)}</s>,
          },
        ]}
      />
      <p>
        合计（大写）<strong>{data.totalCapital}</strong>　{data.totalText}
      </p>
      {dead.length > 0 ? (
        <p>
          划去的项目已于 {dead[0]?.endedOn} 更正：{dead[0]?.endReason}
        </p>
      ) : null}
      <p>收款单位：{data.organizationName}（盖章）　　经手人：</p>
    </div>
  );
}

/** A talk with somebody who is behind: what stands in the way. Nothing else follows by itself. */
export function TalkDialog(props: { person: Row; onClose: () => void }): ReactNode {
  const today = useToday();
  const [talkedOn, setTalkedOn] = useState(today);
  const [talker, setTalker] = useState("");
  const [goodReason, setGood] = useState(true);
  const [content, setContent] = useState("");
  const deed = useDeed(
    () =>
      api.post("/api/dues/talks", {
        personId: props.person.personId,
        talkedOn,
        talker: talker.trim(),
        goodReason,
        content,
      }),
    props.onClose,
  );
  return (
    <FormModal
      open
      title={`记录谈话：${props.person.name}`}
      okText="记录"
      okButtonProps={{
        loading: deed.busy,
        disabled: talker.trim() === "" || content.trim().length < 4 || talkedOn === "",
      }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">欠缴 {props.person.owedMonths} 个月。系统不会因为欠缴自动作出任何处理。</p>
      <ProblemBox problem={deed.problem} />
      <Field label="谈话日期" id="talk-on">
        <DayField id="talk-on" value={talkedOn} max={today} onChange={setTalkedOn} />
      </Field>
      <Field label="谈话人" id="talker">
        <Input id="talker" maxLength={60} value={talker} onChange={(it) => setTalker(it.target.value)} />
      </Field>
      <Field label="有没有正当理由" id="talk-good">
        <Radio.Group
          id="talk-good"
          value={goodReason}
          options={[
            { value: true, label: "有" },
            { value: false, label: "没有" },
          ]}
          onChange={(it) => setGood(it.target.value === true)}
        />
      </Field>
      <Field label="谈话情况（至少4个字）" id="talk-content">
        <Input.TextArea
          id="talk-content"
          autoSize={{ minRows: 3 }}
          maxLength={400}
          value={content}
          onChange={(it) => setContent(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
