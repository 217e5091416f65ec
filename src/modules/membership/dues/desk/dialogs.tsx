import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import * as at from "#modules/membership/dues/address.ts";
import type {
  Collection,
  EntriesCorrection,
  EntryCorrection,
  LedgerView,
  ProfileSetting,
  ReceiptView,
  Talk,
} from "#modules/membership/dues/contract.ts";
import { type Asks, asks, choice, code, type Given, pastDay, reason, text, yuan } from "#platform/forms/asks.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { sendTo } from "#web/common/api.ts";
import { dayInWords, money } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { AskedFields, useAsked } from "#web/desk/parts/asked-fields.tsx";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Plain } from "#web/desk/parts/page.tsx";
import { saySaved } from "#web/desk/parts/saved.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";
import type { Chosen } from "./ledger.tsx";

type Row = LedgerView["rows"][number];

const COLLECTION = asks({
  paidOn: pastDay("缴纳日期"),
  channel: code("缴纳方式", "pay_channel"),
  payer: text("代缴人", { most: 60, optional: true, hint: "本人交的不填。" }),
});

/** Enters what is chosen as paid: when, how, and by whom if not by the members themselves. */
export function CollectDialog(props: {
  picked: readonly Chosen[];
  year: number;
  onClose: (done: boolean) => void;
}): ReactNode {
  const { picked, year } = props;
  const total = picked.reduce((sum, it) => sum + (it.cell.dueFen ?? 0), 0);
  const items = picked.map(({ row, cell }) => ({
    personId: row.personId,
    month: `${year}-${String(cell.month).padStart(2, "0")}`,
  }));
  return (
    <FactDialog
      title="登记已交党费"
      says={`${new Set(items.map((it) => it.personId)).size} 人 ${picked.length} 个月，按应交登记，共 ${money(total)}。`}
      button="登记"
      asks={COLLECTION}
      start={{ channel: "cash" }}
      send={(values) => sendTo(at.collection, {}, { ...(values as Collection), items })}
      saved={(made) => ({
        text: `${made.count} 笔党费，共 ${money(made.amountFen)}，开出收据 ${made.receipts.length} 张`,
        warnings: made.warnings,
        undo: (reason) =>
          sendTo(at.entriesCorrection, {}, {
            entryIds: made.entryIds,
            cancel: true,
            reason,
          } satisfies EntriesCorrection),
      })}
      onClose={() => props.onClose(false)}
      onDone={() => props.onClose(true)}
    />
  );
}

/** What a standard is set by: an income where the category pays a rate of it, else an amount that the branch chooses. */
function profileAsks(rates: LedgerView["rates"]): Asks {
  const byRate = (given: Given): boolean => rates.find((it) => it.category === given["category"])?.byRate === true;
  return asks({
    category: choice(
      "缴纳类别",
      rates.map((it) => [it.category, it.term] as const),
    ),
    baseFen: yuan("每月基数（元，税后）", {
      least: 0,
      when: byRate,
      hint: "全额按所在档的比例计算，不分段。",
    }),
    // Where only one amount is possible it need not be said.
    chosenFen: yuan("每月金额（元）", {
      least: 0,
      optional: true,
      when: (given) => !byRate(given),
      hint: "由支部在规定范围内确定。",
    }),
    method: code("核定方式", "dues_method"),
    from: pastDay("起缴月份"),
  });
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
  const name = first?.name ?? "";
  const personIds = people.map((it) => it.personId);
  return (
    <FactDialog
      title={`核定党费标准：${people.length === 1 ? name : `${name}等 ${people.length} 人`}`}
      says={(given) => rates.find((it) => it.category === given["category"])?.text}
      button="核定"
      asks={profileAsks(rates)}
      start={{
        category: first?.category ?? "farmer",
        baseFen: first?.baseFen ?? undefined,
        method: "following",
        from: `${today.slice(0, 8)}01`,
      }}
      send={(values) => sendTo(at.profiles, {}, { ...(values as ProfileSetting), personIds })}
      saved={({ rows: [set], warnings }) => ({
        text: `党费标准每月 ${money(set?.dueFen ?? 0)}（${set?.grounds ?? ""}），从 ${set?.from.slice(0, 7) ?? ""} 起`,
        warnings,
      })}
      onClose={() => props.onClose(false)}
      onDone={() => props.onClose(true)}
    />
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
  const id = cell.entryId ?? "";
  const title = `${row.name} ${props.year}年${cell.month}月：${cell.kindTerm ?? ""}`;
  const deed = useDeed(
    (body: EntryCorrection) => sendTo(at.entryCorrection, { id }, body),
    () => {
      props.onClose();
      saySaved({ text: `${title}的更正` });
    },
  );
  const today = useToday();
  const known = { paidFen: cell.paidFen ?? 0, paidOn: cell.paidOn ?? today };
  const form = useAsked(CORRECTION, known, deed.problem, known);
  const correct = (more: (sent: Given) => object): void =>
    void (form.check() && deed.run(more(sentOf(CORRECTION, form.given)) as EntryCorrection));
  return (
    <FormModal
      open
      width={620}
      title={title}
      footer={
        props.mayCorrect
          ? [
              <Button
                key="cancel"
                danger
                loading={deed.busy}
                onClick={() => correct((sent) => ({ reason: sent["reason"], cancel: true }))}
              >
                取消这条记录
              </Button>,
              <Button key="correct" type="primary" loading={deed.busy} onClick={() => correct((sent) => sent)}>
                更正
              </Button>,
            ]
          : null
      }
      onCancel={props.onClose}
    >
      {cell.state === "exempt" ? <p>经批准免交，没有收据。</p> : <PrintedReceipt entryId={id} />}
      {props.mayCorrect ? (
        <>
          <h3>更正</h3>
          <p className="quiet">原来的记录会保留，更正后另开收据。</p>
          <ProblemBox problem={deed.problem} />
          <AskedFields form={form} />
        </>
      ) : null}
    </FormModal>
  );
}

const CORRECTION = asks({
  paidFen: yuan("实缴金额（元）", { least: 0 }),
  paidOn: pastDay("缴纳日期"),
  reason: reason("原因"),
});

function PrintedReceipt(props: { entryId: string }): ReactNode {
  const receipt = useAsk(at.receipt, { id: props.entryId });
  const [printing, setPrinting] = useState(false);
  const print = (): void => {
    setPrinting(true);
    setTimeout(() => {
      window.print();
      setPrinting(false);
    }, 100);
  };
  return (
    <Answer of={receipt}>
      {(data) => (
        <div>
          <Receipt data={data} />
          <Button onClick={print}>打印收据</Button>
          {printing ? createPortal(<div className="paper">{<Receipt data={data} />}</div>, document.body) : null}
        </div>
      )}
    </Answer>
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

const TALK = asks({
  talkedOn: pastDay("谈话日期"),
  talker: text("谈话人", { most: 60 }),
  goodReason: choice("有没有正当理由", [
    ["yes", "有"],
    ["no", "没有"],
  ]),
  content: reason("谈话情况"),
});

/** A talk with somebody who is behind: what stands in the way. Nothing else follows by itself. */
export function TalkDialog(props: { person: Row; onClose: () => void }): ReactNode {
  const { personId, name, owedMonths } = props.person;
  return (
    <FactDialog
      title={`记录谈话：${name}`}
      says={`欠缴 ${owedMonths} 个月。系统不会因为欠缴自动作出任何处理。`}
      button="记录"
      asks={TALK}
      start={{ goodReason: "yes" }}
      send={(values) =>
        sendTo(at.talk, {}, { ...(values as Talk), personId, goodReason: values["goodReason"] === "yes" })
      }
      onClose={props.onClose}
    />
  );
}
