import { AWARD, AWARD_CORRECTION, ENDING, REVOCATION } from "#modules/membership/honours/asks.ts";
import { addDays, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import type { Dice } from "./dice.ts";
import { validBody } from "./valid-body.ts";
import { TODAY, wordOf } from "./zone.ts";

/**
 * Bodies that the product takes, for routes that a generated shape seldom gets past: what gets in can do harm. A body that is
 * made of declared facts (`bodyOf`) needs none here, unless its facts hang on each other or on the row.
 */

export interface Aim {
  readonly dice: Dice;
  readonly target: string | null;
  /** An id of a row of this table at the target, or of anywhere. */
  id(table: string): string;
  /** An id of a row of anywhere, for what by its nature goes elsewhere. */
  elsewhere(table: string): string;
}

const organization = (aim: Aim): Record<string, unknown> => ({
  parentId: aim.id("organization"),
  kind: "branch",
  fullName: `中共新设${aim.dice.below(1e6)}号支部委员会`,
  shortName: `新设${aim.dice.below(1e6)}号支部`,
});

function event(aim: Aim): Record<string, unknown> {
  const it = (kind: string, details: Record<string, unknown>) => ({
    kind,
    happenedOn: TODAY,
    reason: "因工作需要",
    details,
  });
  switch (aim.dice.below(7)) {
    case 0:
      return it("establish", { organization: organization(aim) });
    case 1:
      return it("rename", {
        organizationId: aim.id("organization"),
        fullName: "中共改名村支部委员会",
        shortName: "改名村支部",
      });
    case 2:
      return it("move", { organizationId: aim.id("organization"), parentId: aim.id("organization") });
    case 3:
      return it("merge", { sourceIds: [aim.id("organization")], into: { organizationId: aim.id("organization") } });
    case 4:
      return it("split", {
        organizationId: aim.id("organization"),
        continues: true,
        parts: [{ organization: organization(aim), personIds: [aim.id("person")] }],
      });
    case 5:
      return it("dissolve", {
        organizationId: aim.id("organization"),
        destinations: [{ organizationId: aim.id("organization"), personIds: [aim.id("person")] }],
      });
    default:
      return it("upgrade", {
        organizationId: aim.id("organization"),
        kind: "general_branch",
        fullName: "中共升格村总支部委员会",
        shortName: "升格村总支",
      });
  }
}

/** An absence as the forms of floating members send it. */
const absence = {
  leftOn: "2026-05-01",
  scope: "other_city",
  reason: "work_or_trade",
  destination: "苏州市吴中区",
  address: "木渎镇33号",
  phone: "19900001234",
};

/** Somebody nobody knows yet. */
function numberOf(dice: Dice): string {
  const first17 = `3299711974${String(1 + dice.below(9)).padStart(2, "0")}11${String(1 + dice.below(998)).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
}

export const KNOWN_BODIES: Readonly<Record<string, (aim: Aim) => Record<string, unknown>>> = {
  "POST /api/members": (aim) => ({
    organizationId: aim.id("organization"),
    member: {
      name: aim.dice.pick(["郑春华", "王秋实", "冯国栋", "陈玉兰"]),
      gender: "男",
      category: "正式党员",
      birthOn: "1990-01-02",
      joinedOn: "2015-07-01",
      fullOn: "2016-07-01",
    },
    code: aim.dice.pick(["transferred_in", "reorganised_in", "corrected_in"]),
    on: TODAY,
  }),
  "POST /api/accounts": (aim) => ({
    username: `shijia-${aim.dice.below(1e9)}`,
    displayName: "试用人",
    organizationId: aim.id("organization"),
  }),
  "POST /api/accounts/:id/password-reset": () => ({ reason: "本人忘记了密码" }),
  "POST /api/accounts/:id/second-factor-removal": () => ({ reason: "本人丢失了手机" }),
  "PATCH /api/members/:personId": (aim) => ({
    manner: "correction",
    fields: aim.dice.pick([{ note: "核对过" }, { name: "卫建军" }, { address: "清原路1号" }]),
  }),
  "POST /api/members/:personId/account": () => ({}),
  "POST /api/members/:personId/leaving": (aim) => ({
    code: aim.dice.pick(["died", "expelled", "withdrew", "lapsed"]),
    on: TODAY,
  }),
  "POST /api/members/:personId/unmasking": () => ({
    fields: ["idNumber", "mobile", "address", "registeredAddress"],
    reason: "核对档案信息需要查看",
  }),
  "POST /api/transfers": (aim) => ({
    personIds: [aim.id("person")],
    toOrganizationId: aim.elsewhere("organization"),
    on: TODAY,
    reason: "工作调动",
  }),
  "POST /api/turn/snoozes": () => ({ key: "0".repeat(32), until: addDays(day(TODAY), 7), reason: "等上级批复" }),
  "POST /api/turn/resumption": () => ({ key: "0".repeat(32) }),
  "POST /api/dues/profiles": (aim) => ({
    personIds: [aim.id("person")],
    ...aim.dice.pick([
      { category: "farmer", chosenFen: 50 },
      { category: "monthly_wage", baseFen: 400_000 },
    ]),
  }),
  "POST /api/dues/reliefs": (aim) => ({
    personId: aim.id("person"),
    fromMonth: "2027-01",
    toMonth: "2027-02",
    reducedFen: 0,
    reason: "长期生病住院",
    resolvedOn: TODAY,
  }),
  "POST /api/dues/reliefs/:id/decision": (aim) => ({ approve: aim.dice.chance(0.5), note: "材料不全" }),
  "POST /api/dues/entries": (aim) => ({
    items: [{ personId: aim.id("person"), month: aim.dice.pick(["2026-02", "2026-05", "2026-11", "2026-12"]) }],
    channel: "cash",
  }),
  "POST /api/dues/gifts": (aim) => ({ personId: aim.id("person"), paidFen: 100, channel: "bank" }),
  "POST /api/dues/entries/:id/correction": (aim) => ({
    reason: "金额登记错误",
    ...aim.dice.pick([{ cancel: true }, { paidFen: 70 }]),
  }),
  "POST /api/dues/corrections": (aim) => ({
    entryIds: [aim.id("dues_entry")],
    reason: "缴纳方式登记错误",
    ...aim.dice.pick([{ cancel: true }, { channel: "bank" }]),
  }),
  "POST /api/dues/talks": (aim) => ({
    personId: aim.id("person"),
    talker: "书记",
    goodReason: true,
    content: "外出务工，近日交纳",
  }),
  "POST /api/dues/remittances": (aim) => ({
    organizationId: aim.id("organization"),
    fromOn: "2026-10-01",
    toOn: TODAY,
    remittedFen: 0,
  }),
  "POST /api/dues/remittances/:id/withdrawal": () => ({ reason: "期间登记错误" }),
  "POST /api/dues/uses": (aim) => ({
    organizationId: aim.id("organization"),
    usedOn: TODAY,
    amountFen: 100,
    purposeKind: "materials",
    purpose: "购买学习资料",
    decidedAt: "支部委员会",
    decidedOn: TODAY,
  }),
  "POST /api/dues/uses/:id/withdrawal": () => ({ reason: "用途登记错误" }),
  "POST /api/dues/disclosures": (aim) => ({
    organizationId: aim.id("organization"),
    year: 2025,
    manner: "公开栏张贴",
  }),
  "POST /api/transfers/:id/refusal": () => ({ note: "材料不全" }),
  "POST /api/transfers/:id/undoing": () => ({ note: "回执登记错了" }),
  "POST /api/transfers/:id/letters": () => ({ on: TODAY, validDays: 30 }),
  "POST /api/transfers/:id/verification": () => ({ note: "电话核实" }),
  "POST /api/transfers/:id/admission": (aim) => ({
    member: { name: "郑春华", idNumber: numberOf(aim.dice), category: "正式党员" },
  }),
  "POST /api/transfers/:id/file": () => ({ way: "by-hand", materials: [{ term: "入党志愿书" }] }),
  "POST /api/transfers/:id/notes": () => ({ content: "电话联系" }),
  "POST /api/letters": (aim) => ({
    personId: aim.id("person"),
    addressee: "外省某街道",
    purpose: "外出学习",
    validDays: 60,
  }),
  "POST /api/letters/:id/cancelling": () => ({ code: "lost" }),
  "POST /api/arrivals": (aim) => ({
    organizationId: aim.id("organization"),
    name: aim.dice.pick(["郑春华", "王秋实", "冯国栋", "陈立夏"]),
    outsideName: `外省${aim.dice.below(1e6)}号党委`,
    on: TODAY,
  }),
  "POST /api/transfer-requests/:id/refusal": () => ({ note: "请先交清党费" }),
  "POST /api/membership-keeps": (aim) => ({ personId: aim.id("person"), sinceOn: "2026-06-30" }),
  "POST /api/membership-keeps/:id/ending": () => ({ note: "已就业" }),
  "POST /api/own/transfer": () => ({ destination: "外省某街道" }),
  "POST /api/recruiting": (aim) => ({
    organizationId: aim.id("organization"),
    applicant: { name: aim.dice.pick(["郑春华", "王秋实"]), birthOn: "1996-05-06" },
    on: TODAY,
  }),
  "POST /api/recruiting/entry": (aim) => ({
    organizationId: aim.id("organization"),
    ...(aim.dice.chance(0.5) ? { personId: aim.id("person") } : { applicant: { name: "冯国栋" } }),
    on: "2024-01-02",
    records: [{ step: 2, on: "2024-01-20", opinion: "态度端正", particulars: { talkers: "卫建军" } }],
  }),
  "POST /api/recruiting/:id/records": (aim) => ({
    on: TODAY,
    opinion: "情况属实",
    ...aim.dice.pick([
      { step: 2, particulars: { talkers: "卫建军" } },
      { step: 3, particulars: { manner: "members" } },
      { step: 5, particulars: { personIds: [aim.id("person")] } },
    ]),
  }),
  "POST /api/recruiting/:id/approvals": (aim) => ({
    step: aim.dice.pick([4, 8, 18]),
    on: TODAY,
    approverId: aim.id("organization"),
  }),
  "POST /api/own/recruiting/reports": () => ({ content: "学习了党章" }),
  "POST /api/own/recruiting/people/:id/reviews": () => ({ content: "按时参加活动" }),
  "POST /api/recruiting/:id/ending": () => ({ on: TODAY, note: "本人不愿意继续" }),
  "POST /api/recruiting/:id/records/:recordId/withdrawal": () => ({ reason: "日期登记错了" }),
  "POST /api/recruiting/:id/account": () => ({}),
  "POST /api/recruiting/:id/move": (aim) => ({
    toOrganizationId: aim.dice.chance(0.5) ? aim.elsewhere("organization") : aim.id("organization"),
  }),
  "PUT /api/recruiting-plan": (aim) => ({
    organizationId: aim.id("organization"),
    year: 2026,
    quota: aim.dice.pick([0, 2, 4, 30, 60]),
    women: 0,
    youth: 0,
    college: 0,
  }),
  "POST /api/elections": (aim) => ({
    organizationId: aim.id("organization"),
    kind: aim.dice.pick(["term", "by_election"]),
    form: aim.dice.pick(["committee", "direct"]),
    on: TODAY,
  }),
  "POST /api/elections/entry": (aim) => ({
    organizationId: aim.id("organization"),
    kind: "term",
    on: "2026-10-01",
    records: [{ step: "request", on: "2026-10-02", documentNumber: "支〔2026〕1号" }],
  }),
  "POST /api/elections/village": (aim) => ({
    organizationId: aim.id("organization"),
    on: TODAY,
    electors: 100,
    voted: 90,
    votes: [
      { seat: "village_head", personId: aim.id("person"), votesFor: 60, elected: true },
      { seat: "village_committee_member", name: "郑春华", votesFor: 50, elected: true },
    ],
  }),
  "POST /api/elections/:id/records": (aim) => ({
    on: TODAY,
    ...aim.dice.pick([
      { step: "request", particulars: { seats: { members: 1, deputies: 0 } } },
      { step: "candidates", particulars: { candidates: [{ personId: aim.id("person"), seat: "secretary" }] } },
      { step: "meeting", particulars: { present: 3, leftOut: [{ personId: aim.id("person"), reason: "abroad" }] } },
    ]),
  }),
  "POST /api/elections/:id/decisions": (aim) => ({
    on: TODAY,
    ...aim.dice.pick([
      { step: "extension", particulars: { until: "2027-02-01" } },
      { step: "reply" },
      { step: "result_reply" },
    ]),
  }),
  "POST /api/elections/:id/records/:recordId/withdrawal": () => ({ reason: "日期登记错了" }),
  "POST /api/elections/:id/ending": () => ({ note: "与邻村一起换届" }),
  "POST /api/appraisals": (aim) => ({
    organizationId: aim.id("organization"),
    year: 2026,
    manner: "paper",
    ceiling: aim.dice.pick(["third", "thirty", "none"]),
  }),
  "POST /api/appraisals/:id/withdrawal": () => ({ reason: "名单有误，重新开始" }),
  "POST /api/appraisals/:id/publication": () => ({ manner: "党员大会通报" }),
  "POST /api/appraisal-items/:id/rectification": () => ({ outcome: "improved" }),
  "POST /api/own/appraisals/:id/self": () => ({ text: "按时参加组织生活" }),
  "POST /api/awards": (aim) => ({
    ...validBody(AWARD, aim),
    ...aim.dice.pick([
      { kind: "excellent_worker", personId: aim.id("person") },
      { kind: "advanced_organization", organizationId: aim.id("organization") },
    ]),
  }),
  "POST /api/awards/:id/correction": (aim) => ({
    ...validBody(AWARD_CORRECTION, aim),
    // Any of the others asks for a title, or is seldom fit for the one who has the award.
    kind: aim.dice.pick(["excellent_member", "advanced_organization"]),
  }),
  "POST /api/awards/:id/revocation": (aim) => ({ ...validBody(REVOCATION, aim), on: TODAY }),
  "POST /api/discipline": (aim) => ({
    personId: aim.id("person"),
    validFrom: `2026-0${1 + aim.dice.below(9)}-11`,
    decidedBy: "区纪工委",
    reason: "违反工作纪律",
    ...aim.dice.pick([{ kind: "warning" }, { kind: "rectify", months: 6 }, { kind: "lapsed" }]),
  }),
  "POST /api/discipline/:id/ending": (aim) => ({ ...validBody(ENDING, aim), on: TODAY, outcome: "revoked" }),
  "POST /api/floating-cases": (aim) => ({
    ...absence,
    personId: aim.id("person"),
    ...(aim.dice.chance(0.5) ? { hostOrganizationId: aim.elsewhere("organization") } : { homeContact: "卫建军" }),
  }),
  "POST /api/floating-inflows": (aim) => ({
    ...absence,
    organizationId: aim.id("organization"),
    name: "郑春华",
    gender: "female",
    idNumber: numberOf(aim.dice),
    homeName: "外省某村党支部",
    arrivedOn: TODAY,
  }),
  "POST /api/floating-cases/:id/decision": () => ({ homeContact: "卫建军" }),
  "POST /api/floating-cases/:id/offer": (aim) => ({ hostOrganizationId: aim.elsewhere("organization") }),
  "POST /api/floating-cases/:id/acceptance": () => ({ hostContact: "卫建军" }),
  "POST /api/floating-cases/:id/refusal": () => ({ note: "不住在这里" }),
  "POST /api/floating-cases/:id/entries": (aim) => ({
    kind: aim.dice.pick(["report", "contact", "search", "training", "appraisal"]),
    content: "电话联系，情况正常",
    way: aim.dice.pick(["phone", "visit"]),
    on: TODAY,
  }),
  "POST /api/floating-cases/:id/loss": () => ({ reason: "work_or_trade", on: TODAY }),
  "POST /api/floating-cases/:id/finding": () => ({ note: "已恢复联系" }),
  "POST /api/floating-cases/:id/ending": (aim) => ({ code: aim.dice.pick(["returned", "withdrawn"]) }),
  "POST /api/floating-cases/:id/unmasking": () => ({ reason: "核对联系方式需要查看" }),
  "POST /api/correction-requests/:id/reading": () => ({}),
  "POST /api/correction-requests/:id/acceptance": () => ({ manner: "correction", answer: "已核对" }),
  "POST /api/correction-requests/:id/declining": () => ({ answer: "与档案一致" }),
  "POST /api/own/corrections": (aim) => ({ field: aim.dice.pick(["name", "workUnit", "degree"]), wanted: "学士" }),
  "POST /api/meetings": (aim) => ({
    organizationId: aim.id("organization"),
    meetings: [{ kinds: ["theme_day"], body: "members", on: "2026-12-15", topic: "学习党章" }],
    ...(aim.dice.chance(0.3) ? { withOrganizationIds: [aim.elsewhere("organization")] } : {}),
  }),
  "POST /api/meetings/held": (aim) => ({
    organizationId: aim.id("organization"),
    kinds: ["members_meeting"],
    body: "members",
    on: TODAY,
    exceptions: [],
    items: [{ title: "环境整治", tasks: [{ what: "清理河沟", personName: "网格员", dueOn: TODAY }] }],
  }),
  "POST /api/meetings/:id/change": () => ({
    kinds: ["theme_day"],
    body: "members",
    on: "2026-12-16",
    reason: "礼堂当天有事",
  }),
  "POST /api/meetings/:id/cancellation": () => ({ reason: "大雪封路不开" }),
  "POST /api/meetings/:id/answer": (aim) => ({ joins: aim.dice.chance(0.5) }),
  "POST /api/meetings/:id/record": () => ({ exceptions: [], reason: "名单登记有误" }),
  "POST /api/meeting-tasks/:id/completion": () => ({ note: "已经办好" }),
  "POST /api/meeting-tasks/:id/reopening": () => ({ reason: "还没有办完" }),
  "POST /api/meeting-tasks/:id/withdrawal": () => ({ reason: "不再需要了" }),
  "POST /api/meeting-standings": (aim) => ({
    personId: aim.id("person"),
    reason: "ill",
    from: "2025-01-01",
    to: "2025-06-01",
  }),
  "POST /api/meeting-standings/:id/ending": () => ({ on: TODAY }),
  "POST /api/meeting-talks": (aim) => ({ personId: aim.id("person"), talkerName: "支部书记", content: "谈近期思想" }),
  "POST /api/meeting-talks/:id/withdrawal": () => ({ reason: "重复登记了" }),
  "POST /api/own/meetings/:id/excuse": () => ({ reason: "外出看病" }),
  "POST /api/own/meeting-tasks/:id/completion": () => ({ note: "已经办好" }),
  "POST /api/own/floating": () => absence,
  "POST /api/own/floating/reports": () => ({ content: "工作顺利，按时参加学习" }),
  "POST /api/organization-events": event,
  "POST /api/organization-events/preview": event,
  "PUT /api/imports/:id/rows/:rowId/decision": () => ({ decision: "skip" }),
  "POST /api/posts": (aim) => ({
    organizationId: aim.id("organization"),
    personId: aim.id("person"),
    post: aim.dice.pick(["secretary", "organization_member", "publicity_member"]),
    from: TODAY,
  }),
  "POST /api/terms": (aim) => ({ organizationId: aim.id("organization"), startOn: TODAY }),
  // Of both years that are tried, the one whose days these are takes them.
  "PUT /api/workday-years/:year": () => ({
    basis: "国务院办公厅通知",
    days: ["2026-01-01", "2026-05-01", "2026-10-01"].map((on) => ({ on, works: false, name: "假" })),
  }),
  "PUT /api/organizations/:id/unit": (aim) => ({
    name: `${wordOf(aim.target ?? "a1")}村`,
    households: 10,
    registeredPopulation: 20,
    residentPopulation: 20,
    note: "",
  }),
  "POST /api/grants": (aim) => ({
    accountId: aim.id("account"),
    role: aim.dice.pick([
      "member",
      "branch_secretary",
      "town_officer",
      "zone_organiser",
      "auditor",
      "security_administrator",
      "system_administrator",
    ]),
    organizationId: aim.id("organization"),
    reason: "工作需要",
  }),
};
