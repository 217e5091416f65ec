import { sql } from "kysely";
import { factFields } from "#platform/kept/fields.ts";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { branch, code, id, text } from "#platform/registers/fields.ts";
import { codeSet } from "#shared/code-sets.ts";
import { STANDING, TALK } from "./asks.ts";
import { LEDGER_FIELDS } from "./import-vocabulary.ts";
import { countsOf } from "./queries.ts";
import { MEETING_KINDS } from "./rules.ts";
import { anyOf } from "./writes.ts";

const VERBS = { read: "meeting.read", export: "meeting.export" } as const;
const aliases = (key: string): readonly string[] => LEDGER_FIELDS.find((it) => it.key === key)?.aliases ?? [];

const onDay = (key: string, term: string, column: string): Field => ({
  key,
  term,
  type: "day",
  column,
  sortable: true,
  filter: "range",
  width: 115,
});

/** Numbers of a page of meetings: counted from the list of each, or as an imported ledger told. */
const count = (key: "expected" | "present", term: string): Field => ({
  key,
  term,
  type: "int",
  width: 90,
  derived: async (tx, rows) => {
    const ids = rows.map((row) => String(row["id"]));
    const counts = await countsOf(tx, ids);
    const told = await tx
      .selectFrom("meeting")
      .select(["id", "toldExpected", "toldPresent", "recordedOn"])
      .where("id", "=", anyOf(ids))
      .execute();
    const of = new Map(told.map((it) => [it.id, it]));
    return ids.map((id) => {
      const it = of.get(id);
      if (it === undefined || it.recordedOn === null) return null;
      return (key === "expected" ? it.toldExpected : it.toldPresent) ?? counts.get(id)?.[key] ?? null;
    });
  },
});

/** Where a meeting stands on the day asked for: the same as rules.ts, stateOn, over the columns of the row. */
const state: Field = {
  key: "state",
  term: "状态",
  type: "code",
  codeSet: "meeting_state",
  onDay: (on) => sql<string>`case
    when cancelled_on <= ${on}::date then 'cancelled'
    when recorded_on <= ${on}::date then 'held'
    when answer = 'asked' then 'asked'
    when answer = 'declined' then 'declined'
    when meets_on >= ${on}::date then 'planned'
    else 'unrecorded' end`,
  filter: "code",
  width: 95,
};

const KIND_CASES = MEETING_KINDS.map((it) => [it, codeSet("activity_kind").term(it)] as const);

/** 三会一课记录. */
const meetings: Register = {
  id: "meetings",
  title: "会议台账",
  emptyHint:
    "这里是三会一课、主题党日、组织生活会的安排和记录。在“会议”里安排或记录，也可以把手里的会议记录台账拖进来导入。",
  table: "meeting",
  verbs: { ...VERBS, import: "meeting.import" },
  time: "none",
  fields: [
    id,
    {
      key: "kinds",
      term: "会议类型",
      type: "text",
      onDay: () =>
        sql<string>`(select string_agg(t.term, '、' order by t.n) from (values ${sql.join(
          KIND_CASES.map(([value, term], at) => sql`(${value}, ${term}, ${sql.lit(at)})`),
        )}) as t(value, term, n) where t.value = any(kinds))`,
      filter: "text",
      aliases: aliases("kinds"),
      width: 200,
    },
    { ...text("title", "会议标题", "title", 220), aliases: aliases("title") },
    { ...branch("主办党组织"), aliases: aliases("branch") },
    { ...onDay("on", "会议日期", "meets_on"), aliases: aliases("on") },
    { key: "starts", term: "开始时间", type: "text", column: "starts", width: 90, aliases: aliases("starts") },
    { key: "ends", term: "结束时间", type: "text", column: "ends", width: 90, aliases: aliases("ends") },
    { ...text("place", "会议地点", "place"), aliases: aliases("place") },
    { ...text("chair", "主持人", "chair", 100), aliases: aliases("chair") },
    { ...text("recorder", "记录人", "recorder", 100), aliases: aliases("recorder") },
    { ...text("lecturer", "授课人", "lecturer", 100), aliases: aliases("lecturer") },
    { ...count("expected", "应到人数"), aliases: aliases("expected") },
    { ...count("present", "实到人数"), aliases: aliases("present") },
    { ...text("topic", "议题", "topic", 220), aliases: aliases("topic") },
    code("body", "参会范围", "meeting_body", "body", 100),
    text("groupName", "党小组", "group_name", 110),
    { key: "hours", term: "学时", type: "int", column: "hours", sortable: true, width: 70, aliases: aliases("hours") },
    { ...state, aliases: aliases("state") },
    { ...text("superiors", "列席人员", "superiors"), aliases: aliases("superiors") },
    onDay("recordedOn", "记录日期", "recorded_on"),
    text("cancelReason", "取消原因", "cancel_reason", 200),
  ],
  search: ["title", "topic", "place", "lecturer"],
  order: { field: "on", direction: "desc" },
  columns: ["on", "kinds", "title", "organizationId", "state", "expected", "present", "topic", "place", "chair"],
  rowPage: "/meetings/{id}",
  place: { id: "organizationId", path: "org_path", side: true },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "支部书记", "党支部（盖章）"] },
};

/** 议定事项. */
const tasks: Register = {
  id: "meeting-tasks",
  title: "议定事项台账",
  emptyHint: "这里是会议议定的事项：谁、什么时候做完、做得怎样。记录会议时写明责任人和期限，这里就有。",
  table: "meeting_task",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    { key: "meetingId", term: "会议编号", type: "id", column: "meeting_id" },
    text("what", "事项", "what", 260),
    branch("党支部"),
    text("personName", "责任人", "person_name", 110),
    onDay("dueOn", "完成期限", "due_on"),
    {
      key: "state",
      term: "状态",
      type: "code",
      codeSet: "task_state",
      onDay: (
        on,
      ) => sql<string>`case when withdrawn_on is not null then 'withdrawn' when done_on is not null then 'done'
        when due_on < ${on}::date then 'late' else 'open' end`,
      filter: "code",
      width: 90,
    },
    onDay("doneOn", "办结日期", "done_on"),
    text("doneBy", "办结登记人", "done_by", 110),
    text("doneNote", "办理情况", "done_note", 240),
    text("withdrawReason", "撤销原因", "withdraw_reason", 200),
  ],
  search: ["what", "personName", "doneNote"],
  order: { field: "dueOn", direction: "desc" },
  columns: ["what", "organizationId", "personName", "dueOn", "state", "doneOn", "doneNote"],
  rowPage: "/meetings/{meetingId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "支部书记"] },
};

/** 谈心谈话. */
const talks: Register = {
  id: "meeting-talks",
  title: "谈心谈话台账",
  emptyHint: "这里是支部委员之间、支部委员和党员之间、党员之间的谈心谈话。在党员的页面上点“登记谈心谈话”。",
  table: "meeting_talk",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    ...factFields(TALK, { on: { column: "talked_on", width: 115 }, talkerName: 110 }),
    text("personName", "谈话对象", "person_name", 110),
    branch("党支部"),
    ...factFields(TALK, { place: 150, content: 320 }),
    onDay("withdrawnOn", "撤销日期", "withdrawn_on"),
    text("withdrawReason", "撤销原因", "withdraw_reason", 200),
  ],
  search: ["talkerName", "personName", "content"],
  order: { field: "on", direction: "desc" },
  columns: ["on", "talkerName", "personName", "organizationId", "content", "withdrawnOn"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "支部书记"] },
};

/** 不计入应到会人员的党员. */
const standings: Register = {
  id: "meeting-standings",
  title: "不计入应到会人员",
  emptyHint:
    "这里是年老、患病、行动不便，参会不作要求的党员，以及没有表决权的党员。在党员的页面上登记一次，到期自动失效。",
  table: "meeting_standing",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    text("personName", "姓名", "person_name", 110),
    branch("党支部"),
    ...factFields(STANDING, {
      reason: 130,
      from: { column: "valid_from", width: 115 },
      to: { column: "valid_to", width: 115 },
      approval: 220,
      note: 220,
    }),
    text("declaredBy", "登记人", "declared_by", 110),
  ],
  search: ["personName", "note"],
  order: { field: "from", direction: "desc" },
  columns: ["personName", "organizationId", "reason", "from", "to", "approval", "note"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "支部书记"] },
};

export const registers: readonly Register[] = [meetings, tasks, talks, standings];
