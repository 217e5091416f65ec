import { useParams } from "@tanstack/react-router";
import { Button, Input, Radio } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/corrections/address.ts";
import type { RequestView } from "#modules/membership/corrections/contract.ts";
import type { DeedKey } from "#modules/membership/corrections/deeds.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { DayField, Facts, Field, Mark, Page, Section } from "#web/desk/parts/page.tsx";
import { saySaved } from "#web/desk/parts/saved.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

/** What a member asks to have corrected, beside what the record says, and the two answers there are. */
export function CorrectionRequest(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.request, { id });
  return <Answer of={answer}>{(it) => <View of={it} />}</Answer>;
}

const mayOf =
  ({ can }: RequestView) =>
  (key: DeedKey): boolean =>
    can.deeds.includes(key);

function View({ of: it }: { of: RequestView }): ReactNode {
  const [whole, setWhole] = useState<string | null>(null);
  const reading = useDeed(
    () => sendTo(at.reading, { id: it.id }, null),
    (read) => setWhole(read.wanted),
  );
  const may = mayOf(it);
  const readable = may("reading") && whole === null;
  return (
    <Page
      title={`${it.personName}申请更正${it.fieldTerm}`}
      lead={
        <>
          <Mark kind={it.outcomeTerm === null ? "warn" : "plain"}>{it.outcomeTerm ?? "待核对"}</Mark>{" "}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
          {" · "}
          <Go href={`/members/${it.personId}`}>花名册上的记录</Go>
        </>
      }
    >
      <Facts
        facts={[
          ["现在的记录", it.field === "other" ? null : (it.now ?? "没有登记")],
          [
            "应当是",
            <span key="wanted">
              <strong>{whole ?? it.wanted}</strong>{" "}
              {readable ? (
                <Button size="small" loading={reading.busy} onClick={() => void reading.run(undefined)}>
                  显示完整内容
                </Button>
              ) : null}
            </span>,
          ],
          ["说明", it.reason],
          ["申请日期", it.askedOn],
          ["办结日期", it.decidedOn],
          ["办理人", it.decidedBy],
          ["答复", it.answer],
        ]}
      />
      <ProblemBox problem={reading.problem} />
      {readable ? <p className="quiet">显示完整内容会记入操作日志，本人看得到。</p> : null}
      {may("acceptance") || may("declining") ? <Decision of={it} /> : null}
    </Page>
  );
}

function Decision({ of: it }: { of: RequestView }): ReactNode {
  const may = mayOf(it);
  const today = useToday();
  const [manner, setManner] = useState<"correction" | "change">("correction");
  const [on, setOn] = useState(today);
  const [answer, setAnswer] = useState("");
  const accepting = useDeed(
    () => sendTo(at.acceptance, { id: it.id }, { manner, ...(manner === "change" ? { on } : {}), answer }),
    ({ warnings }) => saySaved({ text: `对${it.personName}更正申请的办理`, warnings }),
  );
  const declining = useDeed(
    () => sendTo(at.declining, { id: it.id }, { answer }),
    () => saySaved({ text: `对${it.personName}更正申请的答复` }),
  );
  const byHand = it.field === "other";
  return (
    <Section title="核对以后">
      <ProblemBox problem={accepting.problem ?? declining.problem} />
      {byHand ? (
        <p className="quiet">这一项在记录里没有对应的栏目，请先在有关页面办好，再把结果答复党员。</p>
      ) : (
        <Radio.Group
          aria-label="更正还是变化"
          value={manner}
          onChange={(event) => setManner(event.target.value === "change" ? "change" : "correction")}
          options={[
            { value: "correction", label: "原来记错了，改正" },
            { value: "change", label: "原来没错，情况变了" },
          ]}
        />
      )}
      {manner === "change" && !byHand ? (
        <Field label="变化日期" id="correction-on" hint="变化以前的情况留作历史。">
          <DayField id="correction-on" value={on} max={today} onChange={setOn} />
        </Field>
      ) : null}
      <Field
        label="答复（党员看得到）"
        id="correction-answer"
        hint={byHand ? "写明怎么办的。" : "更正的可以不写；不更正的要写明为什么。"}
      >
        <Input.TextArea
          id="correction-answer"
          rows={2}
          maxLength={400}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </Field>
      <div className="actions">
        {may("acceptance") ? (
          <Button type="primary" loading={accepting.busy} onClick={() => void accepting.run(undefined)}>
            {byHand ? "已办好" : "改为申请的内容"}
          </Button>
        ) : null}
        {may("declining") ? (
          <Button loading={declining.busy} onClick={() => void declining.run(undefined)}>
            不更正
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
