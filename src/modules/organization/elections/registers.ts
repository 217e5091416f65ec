import type { Field, Register } from "#platform/registers/declaration.ts";
import { count, date } from "#platform/registers/fields.ts";

/** The ledgers of elections: what elections there were, and who stood in them with how many votes. */

const verbs = { read: "election.read", export: "election.export" } as const;
const place = { id: "organization_id", path: "org_path" } as const;
const organization: Field = { key: "organization", term: "党组织", type: "organization", column: "organization_id" };

const elections: Register = {
  id: "elections",
  title: "选举台账",
  emptyHint: "还没有选举。在届期一览里打开要换届的组织，点“发起换届选举”；以往纸上办的可以补录。",
  table: "election",
  verbs,
  time: "none",
  place,
  search: ["documentNumber", "reason"],
  order: { field: "openedOn", direction: "desc" },
  columns: ["organization", "kind", "form", "openedOn", "heldOn", "effectiveOn", "ended", "documentNumber"],
  rowPage: "/elections/{id}",
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
  fields: [
    organization,
    {
      key: "kind",
      term: "选举类型",
      type: "code",
      codeSet: "election_kind",
      column: "kind",
      sortable: true,
      filter: "code",
    },
    {
      key: "form",
      term: "选举办法",
      type: "code",
      codeSet: "election_form",
      column: "form",
      sortable: true,
      filter: "code",
    },
    count("termNumber", "届次", "term_number"),
    count("seats", "应选名额", "seats"),
    count("deputies", "副书记名额", "deputies"),
    date("openedOn", "发起日期", "opened_on"),
    date("postponedTo", "批准延期到", "postponed_to"),
    date("heldOn", "选举日期", "held_on"),
    date("effectiveOn", "任职日期", "effective_on"),
    { key: "documentNumber", term: "批复文号", type: "text", column: "document_number", filter: "text" },
    {
      key: "ended",
      term: "办结情况",
      type: "code",
      codeSet: "election_end",
      column: "ended_code",
      sortable: true,
      filter: "code",
    },
    date("endedOn", "办结日期", "ended_on"),
    { key: "reason", term: "事由", type: "text", column: "reason" },
    { key: "endedNote", term: "备注", type: "text", column: "ended_note" },
  ],
};

const candidates: Register = {
  id: "election-candidates",
  title: "候选人和得票",
  emptyHint: "还没有候选人。选举登记了提名、候选人和计票以后，这里列出每个人的得票。",
  table: "election_candidate",
  verbs,
  time: "none",
  place,
  search: ["personName"],
  order: { field: "heldOn", direction: "desc" },
  columns: ["personName", "organization", "seat", "byMembers", "votesFor", "votesAgainst", "elected", "heldOn"],
  rowPage: "/elections/{electionId}",
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
  fields: [
    {
      key: "personName",
      term: "姓名",
      type: "text",
      column: "person_name",
      sortable: true,
      nameOf: "person_id",
      filter: "text",
    },
    organization,
    {
      key: "seat",
      term: "选举的职务",
      type: "code",
      codeSet: "election_seat",
      column: "seat",
      sortable: true,
      filter: "code",
    },
    { key: "writtenIn", term: "另选他人", type: "bool", column: "written_in", filter: "bool" },
    count("byMembers", "党员推荐票", "by_members"),
    count("byMasses", "群众推荐票", "by_masses"),
    date("approvedOn", "批准候选人日期", "approved_on"),
    count("votesFor", "赞成票", "votes_for"),
    count("votesAgainst", "不赞成票", "votes_against"),
    count("votesAbstained", "弃权票", "votes_abstained"),
    { key: "elected", term: "当选", type: "bool", column: "elected", filter: "bool" },
    date("heldOn", "选举日期", "held_on"),
    { key: "electionId", term: "选举编号", type: "id", column: "election_id" },
  ],
};

export const registers: readonly Register[] = [elections, candidates];
