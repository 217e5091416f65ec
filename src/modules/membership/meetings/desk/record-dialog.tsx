import * as at from "#modules/membership/meetings/address.ts";
import "./meetings.css";
import { Checkbox, Input, InputNumber, Modal, Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { HeldBody, MeetingView, RecordBody, Recorded, RollView } from "#modules/membership/meetings/contract.ts";
import { bodiesOf, type MeetingKind } from "#modules/membership/meetings/rules.ts";
import { addMonths, day } from "#shared/day.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { isDay } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { type Draft, DraftBack, useDraft } from "#web/desk/parts/draft.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox, Waiting } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";
import { draftsOf, emptyItem, type ItemDraft, itemsSent, MinutesPart } from "./minutes-part.tsx";
import { type Aways, exceptionsOf, presentVoters, RollPart, startOf } from "./roll-part.tsx";
import { KIND_OPTIONS } from "./texts.ts";

const TEXTS = [
  ["place", "地点"],
  ["chair", "主持人"],
  ["recorder", "记录人"],
] as const;
type Facts = Record<"place" | "chair" | "recorder" | "starts" | "ends" | "topic" | "lecturer" | "superiors", string>;
const NO_FACTS: Facts = {
  place: "",
  chair: "",
  recorder: "",
  starts: "",
  ends: "",
  topic: "",
  lecturer: "",
  superiors: "",
};

/** What was written by hand, over what stood there already; `items` null: the minutes stand as they were. */
interface Written {
  readonly facts: Partial<Facts>;
  readonly items: readonly ItemDraft[] | null;
}
const nothingWritten = (): Written => ({ facts: {}, items: null });

const given = (facts: Facts): Partial<Facts> =>
  Object.fromEntries(Object.entries(facts).filter(([, text]) => text.trim() !== ""));

/** A meeting that was just held and nobody had planned: kinds and day, then who was not there. Two minutes as a rule. */
export function QuickRecord(props: {
  organizationId: string;
  kind: MeetingKind | undefined;
  committee: boolean;
  groups: readonly string[];
  onClose: (id: string | null) => void;
}): ReactNode {
  const today = useToday();
  const [kinds, setKinds] = useState<MeetingKind[]>(props.kind === undefined ? ["theme_day"] : [props.kind]);
  const [group, setGroup] = useState<string | undefined>(props.groups[0]);
  const [on, setOn] = useState(today);
  /** Asked by the server: one like it stands on that day. Null where nothing was asked of these kinds, group and day. */
  const [another, setAnother] = useState<boolean | null>(null);
  const draft = useDraft(`meeting.${props.organizationId}`, nothingWritten);
  const anew =
    <T,>(set: (next: T) => void) =>
    (next: T): void => {
      setAnother(null);
      set(next);
    };
  const body = bodiesOf(kinds)[0];
  const roll = useAsk(
    at.roll,
    {
      organizationId: props.organizationId,
      body: body ?? "members",
      on,
      ...(body === "group" ? { groupName: group ?? "" } : {}),
    },
    { enabled: body !== undefined && isDay(on) },
  );
  const options = KIND_OPTIONS.filter(
    (it) =>
      (props.committee || it.value !== "committee_meeting") &&
      (props.groups.length > 0 || it.value !== "group_meeting"),
  );
  const head = (
    <>
      <Field
        label="会议类型（可以几种合开）"
        id="record-kinds"
        wide
        fault={body === undefined ? "这几种不能合在一起开，请分开记录。" : undefined}
      >
        <Select id="record-kinds" mode="multiple" value={kinds} options={options} onChange={anew(setKinds)} />
      </Field>
      {body === "group" ? (
        <Field label="党小组" id="record-group">
          <Select
            id="record-group"
            value={group ?? null}
            options={props.groups.map((value) => ({ value, label: value }))}
            onChange={anew((it: string) => setGroup(it))}
          />
        </Field>
      ) : null}
      <Field label="日期" id="record-on">
        <DayField id="record-on" value={on} max={today} onChange={anew(setOn)} />
      </Field>
      {another === null ? null : (
        <Checkbox checked={another} onChange={(it) => setAnother(it.target.checked)}>
          这是另外一次会议
        </Checkbox>
      )}
    </>
  );
  const send = async (said: object): Promise<Recorded> => {
    try {
      return await sendTo(at.held, {}, {
        organizationId: props.organizationId,
        kinds,
        body,
        ...(body === "group" ? { groupName: group } : {}),
        on,
        ...(another === true ? { another } : {}),
        ...said,
      } as HeldBody);
    } catch (fault) {
      if (fault instanceof Problem && fault.slug === "meeting-again") setAnother(false);
      throw fault;
    }
  };
  return (
    <RecordForm
      key={`${body} ${group} ${roll.data === undefined}`}
      title="记录会议"
      draft={draft}
      head={head}
      ready={body !== undefined && roll.data !== undefined}
      people={roll.data?.people ?? []}
      facts={{
        ...NO_FACTS,
        place: roll.data?.usual.place ?? "",
        chair: roll.data?.usual.chair ?? "",
        recorder: roll.data?.usual.recorder ?? "",
        starts: roll.data?.usual.starts ?? "",
        ends: roll.data?.usual.ends ?? "",
      }}
      lecture={kinds.includes("party_lecture")}
      hours={body === "members" && (kinds.includes("party_lecture") || kinds.includes("theme_day")) ? 2 : 0}
      items={[]}
      on={on}
      send={send}
      onClose={props.onClose}
    />
  );
}

/** The record of a planned meeting, or a record that is put right. */
export function MeetingRecord(props: { it: MeetingView; onClose: (id: string | null) => void }): ReactNode {
  const { it } = props;
  const again = it.state === "held";
  const [items] = useState(() => {
    const stand = draftsOf(it);
    return stand.length > 0 || again || it.topic === "" ? stand : [emptyItem(it.topic)];
  });
  const draft = useDraft(`meeting.${it.id}`, nothingWritten);
  return (
    <RecordForm
      title={again ? "更正会议记录" : `记录会议：${it.title}`}
      draft={draft}
      again={again}
      ready
      people={it.people}
      facts={{
        place: it.place,
        chair: it.chair,
        recorder: it.recorder,
        starts: it.starts ?? "",
        ends: it.ends ?? "",
        topic: it.topic,
        lecturer: it.lecturer,
        superiors: it.superiors,
      }}
      lecture={it.kinds.includes("party_lecture")}
      hours={it.hours}
      items={items}
      on={it.on}
      send={(said) => sendTo(at.record, { id: it.id }, said as RecordBody)}
      onClose={props.onClose}
    />
  );
}

function RecordForm(props: {
  title: string;
  draft: Draft<Written>;
  head?: ReactNode;
  again?: boolean;
  ready: boolean;
  people: RollView["people"];
  facts: Facts;
  lecture: boolean;
  hours: number;
  items: readonly ItemDraft[];
  on: string;
  send: (said: Record<string, unknown>) => Promise<Recorded>;
  onClose: (id: string | null) => void;
}): ReactNode {
  const { draft } = props;
  const facts = { ...props.facts, ...draft.value.facts };
  const items = draft.value.items ?? props.items;
  const [hours, setHours] = useState(props.hours);
  const [aways, setAways] = useState<Aways>(() => startOf(props.people));
  const [reason, setReason] = useState("");
  const [made, setMade] = useState<Recorded | null>(null);
  // Another kind of meeting has other hours until somebody has said how many.
  useEffect(() => setHours(props.hours), [props.hours]);
  const deed = useDeed(
    () =>
      props.send({
        ...given(facts),
        hours,
        exceptions: exceptionsOf(props.people, aways),
        items: itemsSent(items),
        ...(props.again === true ? { reason } : {}),
      }),
    (answer) => {
      draft.drop();
      if (answer.warnings.length > 0) setMade(answer);
      else props.onClose(answer.id);
    },
  );
  if (made)
    return (
      <Modal
        open
        title="已记录，请核对"
        cancelButtonProps={{ style: { display: "none" } }}
        okText="知道了"
        onOk={() => props.onClose(made.id)}
        onCancel={() => props.onClose(made.id)}
      >
        <ul className="bullets">
          {made.warnings.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
      </Modal>
    );
  const field = (key: keyof Facts, label: string, hint?: string): ReactNode => (
    <Field key={key} label={label} id={`record-${key}`} fault={deed.problem?.faultOf(key)} hint={hint}>
      <Input
        id={`record-${key}`}
        maxLength={key === "topic" || key === "superiors" ? 400 : 100}
        value={facts[key]}
        onChange={(it) => draft.set((was) => ({ facts: { ...was.facts, [key]: it.target.value } }))}
      />
    </Field>
  );
  return (
    <FormModal
      open
      width={820}
      title={props.title}
      okText={props.again === true ? "更正" : "记录"}
      okButtonProps={{
        loading: deed.busy,
        disabled: !props.ready || (props.again === true && Array.from(reason.trim()).length < 4),
      }}
      onOk={() => void deed.run(undefined)}
      dirty={draft.dirty}
      onGivenUp={draft.drop}
      onCancel={() => props.onClose(null)}
    >
      <DraftBack draft={draft} />
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">{props.head}</div>
      {props.ready ? (
        <>
          <RollPart people={props.people} aways={aways} onChange={setAways} />
          <div className="form-grid">
            {field("topic", "议题、主题")}
            {TEXTS.map(([key, label]) => field(key, label))}
            {field("starts", "开始时间", "如 19:30")}
            {field("ends", "结束时间", "如 21:00")}
            {props.lecture ? field("lecturer", "授课人") : null}
            {field("superiors", "列席人员（可不填）")}
            <Field label="学时" id="record-hours" hint="到会的党员各记这么多学时，不算学习的填 0。">
              <InputNumber
                id="record-hours"
                min={0}
                max={40}
                precision={0}
                value={hours}
                onChange={(it) => setHours(it ?? 0)}
              />
            </Field>
          </div>
          <MinutesPart
            items={items}
            people={props.people}
            voters={presentVoters(props.people, aways)}
            dueOn={dueAfter(props.on)}
            onChange={(next) => draft.set(() => ({ items: next }))}
          />
          {props.again === true ? (
            <Field label="更正的原因（至少4个字）" id="record-reason" wide>
              <Input id="record-reason" maxLength={400} value={reason} onChange={(it) => setReason(it.target.value)} />
            </Field>
          ) : null}
        </>
      ) : (
        <Waiting />
      )}
    </FormModal>
  );
}

/** A month is the usual time for what a meeting decides. */
const dueAfter = (on: string): string => (isDay(on) ? addMonths(day(on), 1) : "");
