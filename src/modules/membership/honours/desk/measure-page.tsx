import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/honours/address.ts";
import { ENDING, EXTENSION, READING, WITHDRAWAL } from "#modules/membership/honours/asks.ts";
import type {
  Ending,
  Extension,
  MeasureContent,
  MeasureHead,
  Reading,
  Withdrawal,
} from "#modules/membership/honours/contract.ts";
import { STATE_MARKS } from "#modules/membership/honours/desk/texts.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { AskedFields, useAsked } from "#web/desk/parts/asked-fields.tsx";
import { Deeds } from "#web/desk/parts/deeds.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";

/** One measure: whose it is; what it says after a reason was given. */
export function MeasurePage(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.measure, { id });
  return <Answer of={answer}>{(it) => <View key={`${it.id} ${it.state}`} of={it} />}</Answer>;
}

function View({ of: it }: { of: MeasureHead }): ReactNode {
  const [content, setContent] = useState<MeasureContent | null>(null);
  return (
    <Page
      title={`处分和处置：${it.personName}`}
      lead={
        <>
          <Mark kind={STATE_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>{" "}
          <Go href={`/members/${it.personId}`}>{it.personName}</Go>
          {" · "}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
          {" · "}
          {it.enteredOn} {it.enteredBy}登记
        </>
      }
    >
      {content === null ? (
        <Asking id={it.id} name={it.personName} onRead={setContent} />
      ) : (
        <Content id={it.id} of={content} onHide={() => setContent(null)} />
      )}
      <Section title="依据">
        {it.provisions.map((one) => (
          <p key={one.id}>
            <ProvisionLine provision={one} />
          </p>
        ))}
      </Section>
    </Page>
  );
}

function Asking(props: { id: string; name: string; onRead: (it: MeasureContent) => void }): ReactNode {
  const deed = useDeed(at.measureReading, { id: props.id }, props.onRead);
  const form = useAsked(READING, {}, deed.problem);
  return (
    <Section title="内容没有显示">
      <p>查看会留下记录：谁、什么时候、为什么。{props.name}本人看得到。</p>
      <ProblemBox problem={deed.problem} />
      <AskedFields form={form} prefix="measure" />
      <div className="actions">
        <Button
          type="primary"
          loading={deed.busy}
          onClick={() => void (form.check() && deed.run(sentOf(READING, form.given) as Reading))}
        >
          查看内容
        </Button>
      </div>
    </Section>
  );
}

function Content(props: { id: string; of: MeasureContent; onHide: () => void }): ReactNode {
  const { of: it } = props;
  const { id } = props;
  // What was read is as it was before the act: it is read again, for a reason again.
  const onDone = props.onHide;
  return (
    <Section
      title="内容"
      note={
        <button type="button" className="as-link" onClick={props.onHide}>
          重新遮住
        </button>
      }
      tools={
        <Deeds
          deeds={[
            it.can.outcomes.length === 0
              ? null
              : {
                  term: "登记结束",
                  says: "恢复党员权利的，从这一天起计入有表决权的人数；开除党籍的，同时办理减少。",
                  button: "登记",
                  asks: { ...ENDING, outcome: { ...ENDING.outcome, only: it.can.outcomes } },
                  send: (values) => sendTo(at.measureEnding, { id }, values as Ending),
                  onDone,
                },
            it.can.extend
              ? {
                  term: "延长一年",
                  button: "延长",
                  asks: EXTENSION,
                  send: (values) => sendTo(at.measureExtension, { id }, values as Extension),
                  onDone,
                }
              : null,
            it.can.withdraw
              ? {
                  term: "登记有误，撤回",
                  title: "撤回登记",
                  says: "只用于登记错了的。撤回以后当作没有发生过，记录保留。",
                  button: "撤回",
                  asks: WITHDRAWAL,
                  send: (values) => sendTo(at.measureWithdrawal, { id }, values as Withdrawal),
                  onDone,
                }
              : null,
          ]}
        />
      }
    >
      <Facts
        facts={[
          ["种类", `${it.kindTerm}（${it.familyTerm}）`],
          ["生效日期", it.validFrom],
          ["期限", it.months === null ? null : `${it.months}个月，到${it.lastDay ?? ""}`],
          ["延长", it.extendedOn],
          ["决定或批准的机关", it.decidedBy],
          ["文号", it.documentNumber],
          ["事实和理由", it.reason],
          ["结束", it.endedOn === null ? null : `${it.endedOn}，${it.outcomeTerm ?? ""}`],
          ["依据和说明", it.endNote],
          ["撤回的原因", it.withdrawReason],
        ]}
      />
    </Section>
  );
}
