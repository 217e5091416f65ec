import { useParams } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/organization/address.ts";
import type { EventPreview, EventView } from "#modules/organization/contract.ts";
import { EventPaper } from "#modules/organization/desk/event-file.tsx";
import { PreviewView } from "#modules/organization/desk/event-preview.tsx";
import { PARTS, STATES } from "#modules/organization/desk/texts.ts";
import { sendTo } from "#web/common/api.ts";
import { moment } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Field, Mark, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useOpened } from "#web/desk/place.ts";

/** One event: where it stands, who proposed and decided it, what it did, and its undoing. */
export function EventPage(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.event, { id: params.id ?? "" });
  return <Answer of={answer}>{(it) => <View event={it} />}</Answer>;
}

const WORDS = {
  approve: { title: "批准这次变动", button: "批准", field: "意见（可不填）" },
  reject: { title: "不批准这次变动", button: "不批准", field: "理由" },
  undo: { title: "撤回这次变动", button: "撤回", field: "原因" },
} as const;

const isDecision = (text: string | null): text is "approve" | "reject" => text === "approve" || text === "reject";

function View(props: { event: EventView }): ReactNode {
  const { event } = props;
  const [asked, setAsking] = useOpened("do");
  const asking = asked === "undo" && event.can.undo ? asked : isDecision(asked) && event.can.decide ? asked : null;
  const [note, setNote] = useState("");
  const deed = useDeed(
    (what: keyof typeof WORDS) =>
      what === "undo"
        ? sendTo(at.eventUndoing, { id: event.id }, { reason: note })
        : sendTo(at.eventDecision, { id: event.id }, { approve: what === "approve", note }),
    () => {
      setAsking(null);
      setNote("");
    },
  );
  const state = STATES[event.state];
  const preview = event.preview as Partial<EventPreview> | null;
  return (
    <Page
      title={`${event.organizationName}：${event.kindTerm}`}
      lead={<Mark kind={state?.mark ?? "plain"}>{state?.term ?? event.state}</Mark>}
      tools={
        <>
          {event.can.decide ? (
            <>
              <Button onClick={() => setAsking("reject")}>不批准</Button>
              <Button type="primary" onClick={() => setAsking("approve")}>
                批准
              </Button>
            </>
          ) : null}
          {event.can.undo ? <Button onClick={() => setAsking("undo")}>撤回</Button> : null}
        </>
      }
    >
      <Facts
        facts={[
          ["变动日期", event.happenedOn],
          ["文号", event.documentNumber],
          ["提出", `${event.proposedBy ?? ""} ${moment(event.proposedAt)}`],
          [
            "决定",
            event.decidedAt
              ? `${event.decidedBy ?? ""} ${moment(event.decidedAt)}`
              : event.state === "proposed"
                ? "等待批准"
                : null,
          ],
          ["文件", event.fileId === null ? null : <EventPaper key="paper" id={event.fileId} />],
          ["意见", event.decisionNote],
          ["理由", event.reason],
        ]}
      />
      <Section title="涉及的组织">
        <ul className="timeline">
          {event.parties.map((it) => (
            <li key={it.organizationId + it.part}>
              <span className="quiet">
                {it.part === "source" && event.kind === "split" ? "分出" : (PARTS[it.part] ?? it.part)}
              </span>
              <Go href={`/organizations/${it.organizationId}`}>{it.name}</Go>
            </li>
          ))}
        </ul>
      </Section>
      {preview?.organizations && preview.totals && preview.competence ? (
        <PreviewView
          preview={{ faults: [], warnings: [], notes: [], rows: [], posts: [], grants: [], ...preview } as EventPreview}
          decisions={{}}
          parts={[]}
        />
      ) : null}
      {asking ? (
        <FormModal
          open
          title={WORDS[asking].title}
          okText={WORDS[asking].button}
          okButtonProps={{ loading: deed.busy, disabled: asking !== "approve" && note.trim() === "" }}
          onOk={() => void deed.run(asking)}
          onCancel={() => setAsking(null)}
        >
          <ProblemBox problem={deed.problem} />
          {asking === "undo" ? (
            <p>撤回后，组织、党员、任职、授权都回到变动之前。后面已有以它为前提的变动时，不能撤回。</p>
          ) : null}
          <Field label={WORDS[asking].field} id="note">
            <Input.TextArea
              id="note"
              autoSize={{ minRows: 2 }}
              maxLength={2000}
              value={note}
              onChange={(it) => setNote(it.target.value)}
            />
          </Field>
        </FormModal>
      ) : null}
    </Page>
  );
}
