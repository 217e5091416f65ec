import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/dues/address.ts";
import type { Collection, Gift, MemberDues, ReliefProposal } from "#modules/membership/dues/contract.ts";
import { type Asks, asks, code, flag, long, month, pastDay, text, yuan } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { money } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog, type Values } from "#web/desk/parts/fact-dialog.tsx";
import { type Column, Plain, Section } from "#web/desk/parts/page.tsx";
import { useOpened } from "#web/desk/place.ts";
import { holds, useSession, useToday } from "#web/desk/session.ts";

/** On the page of a member: what they pay on, what was relieved and paid; the entries that the ledger has no place for. */
export function MemberDuesPart(props: { personId: string }): ReactNode {
  const { session } = useSession();
  return holds(session, ["dues.ledger.read"]) ? <Shown personId={props.personId} /> : null;
}

type Form = "relief" | "amount" | "gift";

const HOW = asks({ paidOn: pastDay("缴纳日期"), channel: code("缴纳方式", "pay_channel") });
const NOTE = asks({ note: text("说明", { optional: true }) });

const FORMS: Readonly<Record<Form, { term: string; says: string; button: string; asks: Asks }>> = {
  relief: {
    term: "申请减免",
    says: "本人生活确有困难的，支部研究后报上级党委批准。批准以前照常应交。",
    button: "报上级党委",
    asks: {
      fromMonth: month("从哪个月起"),
      toMonth: month("到哪个月为止"),
      reducedFen: yuan("每月改交（免交填 0）", { least: 0 }),
      reason: long("理由"),
      resolvedOn: pastDay("支部研究日期"),
    },
  },
  amount: {
    term: "登记其他金额",
    says: "实际交的和应交的不一样时用。按应交登记的，在党费台账里一次登记许多人。",
    button: "登记",
    asks: {
      month: month("哪个月的党费"),
      paidFen: yuan("实交", { least: 0 }),
      ...HOW,
      payer: text("代缴人", { optional: true }),
      ...NOTE,
    },
  },
  gift: {
    term: "登记自愿多交",
    says: "本人自愿在应交以外多交的。一次 1000 元以上的，全部上缴。",
    button: "登记",
    asks: { paidFen: yuan("金额"), ...HOW, ...NOTE },
  },
};

function send(form: Form, personId: string, values: Values): Promise<unknown> {
  if (form === "relief") return sendTo(at.relief, {}, { ...(values as ReliefProposal), personId });
  if (form === "gift") return sendTo(at.gift, {}, { ...(values as Gift), personId });
  const { paidFen, month: of, ...more } = values;
  return sendTo(at.collection, {}, { ...more, items: [{ personId, month: of, paidFen }] } as Collection);
}

const PROFILES: readonly Column<MemberDues["profiles"][number]>[] = [
  { title: "起", show: (it) => it.from },
  { title: "止", show: (it) => it.to ?? "" },
  { title: "类别", show: (it) => it.categoryTerm },
  { title: "每月应交", show: (it) => (it.dueFen === null ? "" : money(it.dueFen)), number: true },
  { title: "核定依据", show: (it) => it.grounds },
];
const ENTRIES: readonly Column<MemberDues["entries"][number]>[] = [
  { title: "月份", show: (it) => it.month },
  { title: "种类", show: (it) => it.kindTerm },
  { title: "实交", show: (it) => money(it.paidFen), number: true },
  { title: "缴纳日期", show: (it) => it.paidOn },
  { title: "收据", show: (it) => it.receipt ?? "" },
  { title: "更正", show: (it) => (it.endedOn === null ? "" : `${it.endedOn} ${it.endReason}`) },
];
/** As many lines as two years have months. */
const RECENT = 24;

function Shown(props: { personId: string }): ReactNode {
  const answer = useAsk(at.duesOfMember, { personId: props.personId }, { keep: true });
  const today = useToday();
  const [form, setForm] = useState<Form | null>(null);
  const [asked, setDeciding] = useOpened("relief");
  if (!answer.data) return null;
  const it = answer.data;
  const deciding = it.reliefs.find((one) => one.id === asked && one.canDecide);
  const open = form === null ? null : FORMS[form];
  const thisMonth = today.slice(0, 7);
  return (
    <Section
      title="党费"
      tools={
        <>
          {it.can.profile ? <Tool form="relief" onOpen={setForm} /> : null}
          {it.can.entry ? <Tool form="amount" onOpen={setForm} /> : null}
          {it.can.entry ? <Tool form="gift" onOpen={setForm} /> : null}
        </>
      }
    >
      <Plain
        caption="党费标准"
        rows={it.profiles}
        id={(one) => one.from}
        empty="还没有核定标准。请在党费台账里核定。"
        columns={PROFILES}
      />
      {it.reliefs.length > 0 ? (
        <Plain
          caption="少交、免交"
          rows={it.reliefs}
          id={(one) => one.id}
          empty=""
          columns={[
            { title: "起止", show: (one) => `${one.fromMonth} 至 ${one.toMonth}` },
            { title: "每月改交", show: (one) => money(one.reducedFen), number: true },
            { title: "理由", show: (one) => one.reason },
            {
              title: "状态",
              show: (one) => (
                <>
                  {one.stateTerm} {one.decidedOn ?? ""} {one.decisionNote}
                  {one.canDecide ? (
                    <Button size="small" onClick={() => setDeciding(one.id)}>
                      审批
                    </Button>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      ) : null}
      <Plain
        caption="缴纳记录"
        rows={it.entries.slice(0, RECENT)}
        id={(one) => one.id}
        empty="还没有登记过缴纳。"
        columns={ENTRIES}
      />
      {it.talks.map((one) => (
        <p key={`${one.talkedOn} ${one.talker}`} className="quiet">
          {one.talkedOn} {one.talker}谈话：{one.content}
        </p>
      ))}
      {form !== null && open ? (
        <FactDialog
          title={`${open.term}：${it.name}`}
          says={open.says}
          button={open.button}
          asks={open.asks}
          start={{ channel: "cash", month: thisMonth, fromMonth: thisMonth, toMonth: `${today.slice(0, 4)}-12` }}
          send={(values) => send(form, props.personId, values)}
          onClose={() => setForm(null)}
        />
      ) : null}
      {deciding === undefined ? null : <Decide id={deciding.id} name={it.name} onClose={() => setDeciding(null)} />}
    </Section>
  );
}

function Tool(props: { form: Form; onOpen: (form: Form) => void }): ReactNode {
  return (
    <Button size="small" onClick={() => props.onOpen(props.form)}>
      {FORMS[props.form].term}
    </Button>
  );
}

const DECISION = asks({
  refused: flag("不同意", { optional: true }),
  note: long("意见", { optional: true }),
});

/** The committee above agrees, or says why not. */
function Decide(props: { id: string; name: string; onClose: () => void }): ReactNode {
  return (
    <FactDialog
      title={`审批少交、免交：${props.name}`}
      says="由提出的支部以外的上级党委决定。不同意的，请选“不同意”并写明理由。"
      button="登记"
      asks={DECISION}
      send={({ refused, note }) =>
        sendTo(
          at.reliefDecision,
          { id: props.id },
          { approve: refused !== true, ...(note === undefined ? {} : { note: note as string }) },
        )
      }
      onClose={props.onClose}
    />
  );
}
