import { useParams } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { TRANSFER_MARKS } from "#modules/membership/desk/texts.ts";
import * as at from "#modules/membership/transfers/address.ts";
import type {
  FileSent,
  LetterCancel,
  LetterView,
  TransferPage as View,
} from "#modules/membership/transfers/contract.ts";
import type { DeedKey } from "#modules/membership/transfers/deeds.ts";
import { ADMISSION, CANCEL, FILE, LETTER, MATERIALS, NOTE, ON, WHY } from "#modules/membership/transfers/desk/texts.ts";
import { type Asks, long, text } from "#platform/forms/asks.ts";
import type { Address } from "#platform/http/address.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FactDialog, type Values } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useOpened } from "#web/desk/place.ts";

/** One transfer as a path: what was done, who holds it, what is next. */
export function TransferPage(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.transfer, { id });
  return <Answer of={answer}>{(it) => <Path it={it} />}</Answer>;
}

interface Form {
  readonly title: string;
  readonly to: Address<"POST">;
  readonly says?: string;
  readonly asks: Asks;
}

/** What each deed asks, and where it goes. */
const FORMS: Readonly<Record<Exclude<DeedKey, "reminder" | "file">, Form>> = {
  letter: {
    title: "开具介绍信",
    to: at.letterIssue,
    says: "编号自动接着本年的存根。有效天数市内一般十天、市外三十天，最长三个月。",
    asks: LETTER,
  },
  acceptance: {
    title: "接收",
    to: at.acceptance,
    says: "从这一天起，党员由接收支部管理，在原支部担任的党内职务同时结束。",
    asks: { ...ON, ...NOTE },
  },
  refusal: { title: "退回", to: at.refusal, says: "没有正当理由，不应拒绝。对方会看到理由。", asks: WHY },
  withdrawal: { title: "撤回", to: at.withdrawal, says: "撤回后这次转接作废，介绍信同时作废。", asks: NOTE },
  verification: {
    title: "核实来信",
    to: at.verification,
    says: "与开信的党组织联系，或查核党员档案。",
    asks: { ...ON, note: long("核实对象和方式") },
  },
  admission: { title: "编入支部", to: at.admission, says: "姓名、来信的内容不用再填。", asks: ADMISSION },
  receipt: { title: "登记回执已寄回", to: at.receipt, asks: ON },
  undoing: {
    title: "撤销办结",
    to: at.undoing,
    says: "只在办结登错了的时候用：党员回到花名册，转接继续在办。",
    asks: WHY,
  },
  "file-receipt": {
    title: "签收档案",
    to: at.fileReceipt,
    says: "按清单核对；缺少的材料写在说明里。",
    asks: { ...ON, ...NOTE },
  },
  note: { title: "补记办理情况", to: at.note, asks: { ...ON, content: long("内容") } },
};

/** On the way out of the zone, acceptance is the receipt that came. */
const RECEIPT: Form = {
  title: "收到回执，办结",
  to: at.acceptance,
  says: "从这一天起，党员不再是本区党员，在本区担任的党内职务同时结束。",
  asks: { ...ON, receiptNumber: text("回执编号", { optional: true }), ...NOTE },
};

function Path({ it }: { it: View }): ReactNode {
  const [asked, setDoing] = useOpened("deed");
  const doing = it.can.find((one) => one === asked) ?? null;
  const reminder = useDeed(() => sendTo(at.reminder, { id: it.id }, null));
  const formOf = (key: DeedKey): Form | null =>
    key === "reminder" || key === "file" ? null : key === "acceptance" && it.kind === "out" ? RECEIPT : FORMS[key];
  const titleOf = (key: DeedKey): string =>
    key === "reminder" ? "提醒对方" : key === "file" ? "登记档案" : (formOf(key)?.title ?? "");
  const chosen = doing === null ? null : formOf(doing);
  const open = (key: DeedKey): void => {
    if (key === "reminder") void reminder.run(undefined);
    else setDoing(key);
  };
  const [first, ...rest] = it.can;
  return (
    <Page
      title={`${it.personName}：${it.kindTerm}`}
      lead={
        <>
          <Mark kind={TRANSFER_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>{" "}
          {it.personId === null ? null : <Go href={`/members/${it.personId}`}>党员页面</Go>}
        </>
      }
      tools={
        <>
          {rest.map((key) => (
            <Button key={key} loading={key === "reminder" && reminder.busy} onClick={() => open(key)}>
              {titleOf(key)}
            </Button>
          ))}
          {first === undefined ? null : (
            <Button type="primary" loading={first === "reminder" && reminder.busy} onClick={() => open(first)}>
              {titleOf(first)}
            </Button>
          )}
        </>
      }
    >
      <ProblemBox problem={reminder.problem} />
      <Section title="下一步">
        <p>
          <strong>{it.next.says}</strong>
          {it.next.by === null ? null : <>，由{it.next.by}办理</>}
        </p>
        {it.due.map((due) => (
          <p key={due.what}>
            <Mark kind={due.overdue ? "bad" : "warn"}>
              {due.overdue ? "已过期限" : "期限"} {due.deadline}
            </Mark>{" "}
            {due.what}
            <br />
            <ProvisionLine provision={due.provision} />
          </p>
        ))}
      </Section>
      <Section title="情况">
        <Facts
          facts={[
            ["转出党组织", it.from],
            ["接收党组织", it.to],
            [it.kind === "in" ? "收到日期" : "转出日期", it.handedOverOn],
            ["方式", it.channelTerm],
            ["范围", it.scopeTerm],
            ["党费交至", it.duesPaidTo],
            ["介绍信", it.letterNumber],
            ["介绍信有效期至", it.letterUntil],
            ["对方联系人", it.contact],
            ["公民身份号码", it.hasIdNumber ? "已登记（不显示）" : null],
            ["核实", it.verifiedOn],
            ["办结", it.decidedOn],
            ["回执", it.receiptOn === null ? null : `${it.receiptOn} ${it.receiptNumber ?? ""}`],
            ["意见", it.decisionNote],
            ["原因", it.reason],
          ]}
        />
      </Section>
      {it.kind === "in" && it.state === "accepted" ? (
        <p>
          <Go href={`/transfers/${it.id}/receipt`}>打印回执</Go>
        </p>
      ) : null}
      <Letters it={it} />
      {it.file.sentOn === null ? null : <FileSection it={it} />}
      <Section title="经过">
        <ul className="timeline">
          {it.steps.map((one) => (
            <li key={one.id}>
              <span className="timeline-day">{one.on}</span>
              <strong>{one.term}</strong>
              <span className="quiet">{one.by}</span>
              <span>{one.content}</span>
            </li>
          ))}
        </ul>
      </Section>
      {chosen === null ? null : (
        <FactDialog
          title={`${chosen.title}：${it.personName}`}
          {...(chosen.says === undefined ? {} : { says: chosen.says })}
          button={chosen.title}
          asks={chosen.asks}
          start={doing === "letter" ? { addressee: it.to ?? "", validDays: it.suggestedDays } : {}}
          send={(values) => sendTo(chosen.to, { id: it.id }, bodyOf(doing, values))}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === "file" ? <FileDialog it={it} onClose={() => setDoing(null)} /> : null}
    </Page>
  );
}

/** What the admission says of the member lies together in the request. */
function bodyOf(deed: DeedKey | null, values: Values): object {
  if (deed !== "admission") return values;
  const { on, ...member } = values;
  return { member, on };
}

const LETTER_MARKS: Readonly<Record<string, "good" | "bad" | "plain">> = {
  valid: "good",
  expired: "bad",
  cancelled: "plain",
};

export const letterColumns = (onCancel: ((it: LetterView) => void) | null): readonly Column<LetterView>[] => [
  { title: "编号", show: (it) => <Go href={`/letters/${it.id}`}>{it.number}</Go> },
  { title: "种类", show: (it) => it.kindTerm },
  { title: "抬头", show: (it) => it.addressee },
  { title: "开具日期", show: (it) => it.issuedOn },
  { title: "有效期至", show: (it) => it.until },
  {
    title: "状态",
    show: (it) => (
      <Mark kind={LETTER_MARKS[it.state] ?? "plain"}>
        {it.cancelTerm === null ? it.stateTerm : `${it.stateTerm}：${it.cancelTerm}`}
      </Mark>
    ),
  },
  { title: "代替", show: (it) => it.replaces ?? "" },
  ...(onCancel === null
    ? []
    : [
        {
          title: "",
          show: (it: LetterView) =>
            it.state === "cancelled" ? null : (
              <Button size="small" onClick={() => onCancel(it)}>
                作废
              </Button>
            ),
        },
      ]),
];

export function CancelDialog(props: { letter: LetterView; onClose: () => void }): ReactNode {
  const { letter } = props;
  return (
    <FactDialog
      title={`作废：${letter.number}`}
      says="存根保留，注明作废。转接仍要办的，再开一张，新信注明代替哪一张。"
      button="作废"
      asks={CANCEL}
      send={(values) => sendTo(at.letterCancelling, { id: letter.id }, values as LetterCancel)}
      onClose={props.onClose}
    />
  );
}

function Letters({ it }: { it: View }): ReactNode {
  const [cancelling, setCancelling] = useState<LetterView | null>(null);
  if (it.letters.length === 0) return null;
  return (
    <Section title="介绍信" note="点编号打印介绍信、回执和存根">
      <Plain
        caption="介绍信"
        rows={it.letters}
        id={(one) => one.id}
        columns={letterColumns(it.state === "handed-over" ? setCancelling : null)}
      />
      {cancelling ? <CancelDialog letter={cancelling} onClose={() => setCancelling(null)} /> : null}
    </Section>
  );
}

function FileSection({ it }: { it: View }): ReactNode {
  const { file } = it;
  return (
    <Section title="党员档案" tools={<Go href={`/transfers/${it.id}/file`}>打印清单</Go>}>
      <Facts
        facts={[
          ["寄出", file.sentOn],
          ["方式", file.wayTerm],
          ["签收", file.receivedOn ?? "还没有签收"],
          ["说明", file.note],
        ]}
      />
      <Plain
        caption="档案材料"
        rows={file.materials}
        id={(one) => one.term}
        columns={[
          { title: "材料", show: (one) => one.term },
          { title: "份数", number: true, show: (one) => String(one.copies) },
        ]}
      />
    </Section>
  );
}

/** The usual materials are ticked already; what is not there is struck out, what is missing here is added in words. */
function FileDialog(props: { it: View; onClose: () => void }): ReactNode {
  const [ticked, setTicked] = useState<readonly string[]>(MATERIALS);
  return (
    <FactDialog
      title={`登记档案：${props.it.personName}`}
      says={
        <Checkbox.Group
          aria-label="档案材料"
          value={[...ticked]}
          options={MATERIALS}
          onChange={(it) => setTicked(it.map(String))}
        />
      }
      button="登记"
      asks={FILE}
      send={({ more, ...values }) => {
        const others = (typeof more === "string" ? more : "")
          .split(/[、，,]/)
          .map((it) => it.trim())
          .filter((it) => it !== "");
        return sendTo(
          at.fileSending,
          { id: props.it.id },
          { ...(values as FileSent), materials: [...ticked, ...others].map((term) => ({ term })) },
        );
      }}
      onClose={props.onClose}
    />
  );
}
