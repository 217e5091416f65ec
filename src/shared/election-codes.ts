/** Code sets about elections of Party committees and of villagers' and residents' committees (data dictionary B3). */
import { defineCodeSet } from "./code-set.ts";

const SOURCE = "regulations 4, 4.1 to 4.3";

export const electionKind = defineCodeSet({
  title: "选举类型",
  source: SOURCE,
  confirmed: true,
  entries: [
    { value: "term", term: "换届选举" },
    { value: "by_election", term: "补选" },
    { value: "village", term: "村（居）民委员会选举" },
  ],
});

export const electionForm = defineCodeSet({
  title: "选举的办法",
  source: SOURCE,
  confirmed: true,
  entries: [
    { value: "committee", term: "选举委员会，再选书记" },
    { value: "direct", term: "党员大会直接选举书记" },
    { value: "villagers", term: "依法由村（居）民选举" },
  ],
});

export const electionSeat = defineCodeSet({
  title: "选举的职务",
  source: SOURCE,
  confirmed: true,
  entries: [
    { value: "member", term: "委员" },
    { value: "secretary", term: "书记" },
    { value: "deputy_secretary", term: "副书记" },
    { value: "village_head", term: "村（居）委会主任" },
    { value: "village_committee_member", term: "村（居）委会委员" },
  ],
});

export const electionStep = defineCodeSet({
  title: "选举的步骤",
  source: "regulations 4.2",
  confirmed: true,
  entries: [
    { value: "notice", term: "届满提醒" },
    { value: "request", term: "请示换届" },
    { value: "extension", term: "延期或提前的批复" },
    { value: "reply", term: "批复同意换届" },
    { value: "nomination", term: "酝酿提名" },
    { value: "candidates", term: "请示候选人预备人选" },
    { value: "candidates_reply", term: "批复候选人" },
    { value: "meeting", term: "清点到会、通过选举办法" },
    { value: "tellers", term: "通过监票人、计票人" },
    { value: "ballot", term: "投票和计票" },
    { value: "officers", term: "第一次全体会议选举书记" },
    { value: "result", term: "报告选举结果" },
    { value: "result_reply", term: "批复选举结果" },
    { value: "handover", term: "交接" },
    { value: "village", term: "村（居）民委员会选举记录" },
  ],
});

export const electionLeftOut = defineCodeSet({
  title: "不计算在应到会人数之内的原因",
  source: "regulations 4.3 (a compilation of 2025, not the official text)",
  confirmed: false,
  entries: [
    { value: "no_expression", term: "因病不能表达意志" },
    { value: "abroad", term: "出国（境）不能回来" },
    { value: "probation_in_party", term: "受留党察看处分" },
    { value: "detained", term: "被留置或者逮捕" },
    { value: "bedridden", term: "长期卧床、生活不能自理" },
    { value: "not_transferred", term: "离开半年以上，应转未转组织关系" },
    { value: "floating", term: "流动党员因特殊原因不能参加，本人申请" },
  ],
});

export const electionEnd = defineCodeSet({
  title: "选举的结果",
  source: "house",
  confirmed: true,
  entries: [
    { value: "completed", term: "已办结" },
    { value: "terminated", term: "已终止" },
  ],
});

export const handoverItem = defineCodeSet({
  title: "交接的事项",
  source: "custom of branches; no central list",
  confirmed: false,
  entries: [
    { value: "seals", term: "印章" },
    { value: "archives", term: "文件和档案" },
    { value: "rosters", term: "党员名册和发展党员档案" },
    { value: "dues", term: "党费账目和结余" },
    { value: "property", term: "活动场所和财物" },
    { value: "matters", term: "正在办理的事项" },
    { value: "accounts", term: "信息系统账号" },
  ],
});
