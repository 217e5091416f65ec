import { event, toldText } from "#shared/event-sentences.ts";

/** Chinese words of the appraisal. */

interface OfYear {
  readonly year: number;
}
interface OfCount extends OfYear {
  readonly valid: number;
}
const year = (it: OfYear): string => `${toldText(it.year)}年度民主评议`;

/** What the acts of the appraisal tell, and how the audit reads. */
export const events = {
  opened: event(
    "membership.appraisal.opened",
    (it: OfYear & { graded: number }, name) => `开始${name}${year(it)}，评定${toldText(it.graded)}人`,
  ),
  selfWritten: event("membership.appraisal.self-written", (it: OfYear, name) => `${name}写了${year(it)}的个人自评`),
  voting: event("membership.appraisal.voting", (it: OfYear, name) => `开始${name}${year(it)}的民主测评`),
  counted: event(
    "membership.appraisal.counted",
    (it: OfCount, name) => `汇总${name}${year(it)}的票，有效${toldText(it.valid)}张`,
  ),
  toPaper: event("membership.appraisal.to-paper", (it: OfYear, name) => `${name}${year(it)}改为纸质票，手机票作废`),
  graded: event(
    "membership.appraisal.graded",
    (it: OfYear & { decidedAt: string }, name) => `登记${name}${year(it)}的评定（${toldText(it.decidedAt)}）`,
  ),
  published: event(
    "membership.appraisal.published",
    (it: OfYear & { manner: string }, name) => `登记${name}${year(it)}已公布（${toldText(it.manner)}）`,
  ),
  withdrawn: event(
    "membership.appraisal.withdrawn",
    (it: OfYear & { reason: string }, name) => `撤回${name}${year(it)}，理由：${toldText(it.reason)}`,
  ),
  disposed: event(
    "membership.appraisal.disposed",
    (it: OfYear & { term: string; to: string | null }, name) => `登记对${name}的处置：${toldText(it.term)}`,
  ),
  rectified: event(
    "membership.appraisal.rectified",
    (it: OfYear & { term: string; on: string }, name) => `登记${name}限期改正的结果：${toldText(it.term)}`,
  ),
};

export const zh = {
  appraisal: "民主评议",
  item: "被评议人",
  path: ["个人自评", "互评测评", "汇总票数", "组织评定", "公布"],
  exists: { title: "这个年度已经开过评议", detail: "没有重复建立。请打开现有的评议继续办理；建错的先撤回。" },
  year: { title: "年度不对", detail: "没有建立。评议今年或上一年度的，一年一次。" },
  nobody: { title: "没有可以评定的党员", detail: "没有建立。名单里至少要有一名参加评定的正式党员。" },
  stranger: { title: "名单里有不在本支部的人", detail: "没有建立。请刷新名单再选。" },
  crowd: {
    title: "人太少，不能用手机投票",
    detail: (voters: number, least: number) =>
      `没有建立。能投票的只有${voters}人，不足${least}人：人太少，从结果就猜得出谁投了什么。请改用纸质票，由监票人计票，只登记总数。`,
  },
  opener: {
    title: "这次手机投票请由别人办",
    detail:
      "没有保存。能投票的党员里有您开通、邀请或者重置过的账号，所以名单、开始投票和开箱汇总由别人办。请让支部书记或者同级的其他负责人办理，或者改用纸质票。",
  },
  youngBy: (name: string, count: number) => `${name === "" ? "系统" : name}${count}个`,
  stage: { title: "现在不能办这一步", detail: "没有保存。这次评议已经到了别的步骤，请刷新页面，看它现在的状态。" },
  few: {
    title: "收到的票太少，不开箱",
    detail: (least: number) =>
      `没有开箱，票还在。收到的票不足${least}张，开了就猜得出谁投了什么。可以再等一等，或者改用纸质票（手机票作废，谁也看不到）。`,
  },
  stuffed: {
    title: "票箱里的票比发出的多",
    detail: "没有采用。收到的票比领票的人多，说明有人造了票。请改用纸质票重新测评，并告诉系统管理员。",
  },
  counts: {
    title: "票数对不上",
    detail: "没有保存。收回不能多于发出，有效不能多于收回，一个人的得票不能多于有效票，发出不能多于能投票的人数。",
  },
  tellers: "手机投票，自动汇总",
  whole: { title: "名单不完整", detail: "没有保存。每一名参加评定的党员都要有一个结果，不多不少。" },
  ceiling: { title: "优秀超过了名额", detail: (grounds: string) => `没有保存。${grounds}。请调整后再提交。` },
  opinion: {
    title: "请写明意见",
    detail: (name: string) => `没有保存。${name}评为不合格，请写明支部委员会的意见和理由。`,
  },
  date: { title: "日期不对", detail: "没有保存。请填写评定之后到今天的日期。" },
  notUnqualified: { title: "不是不合格", detail: "没有保存。只对评为不合格的党员登记处置。" },
  notPublished: { title: "结果还没有公布", detail: "没有保存。公布以后再登记处置。" },
  rectify: { title: "期限不对", detail: "没有保存。限期改正要写明起止日期，最长一年。" },
  notRectifying: { title: "没有正在进行的限期改正", detail: "没有保存。请刷新页面，看现在的状态。" },
  notVoter: "投票名单",
  tokenTaken: {
    title: "选票已经领过",
    detail: "没有再发。选票只能领一次，请在当时领票的手机上继续填写。系统不知道那张票投了没有，所以不能补发。",
  },
  tokenWrong: { title: "领票没有成功", detail: "没有发票。请刷新页面再试一次。" },
  ballotOver: { title: "投票已经结束", detail: "这张票没有收下。票箱已经关闭，请看公布的结果。" },
  ballotSpent: { title: "这张票已经投过", detail: "没有再收。先投的那一张有效，不能更改。" },
  ballotUnsigned: { title: "选票无效", detail: "没有收下。选票上没有有效的签名，请刷新页面重新投票。" },
  ballotUnfit: { title: "选票填写得不对", detail: "没有收下。名单已经不同，请刷新页面重新填写。" },
  facts: {
    meetings: (called: number, present: number) => `本年度应参加会议${called}次，参加${present}次`,
    study: (hours: number) => `集中学习${hours}学时`,
    dues: (months: number) => `已交${months}个月党费`,
  },
  paper: {
    summary: (name: string, of: number) => `${name}${of}年度民主评议党员情况汇总表`,
    ballot: (name: string, of: number) => `${name}${of}年度民主评议党员测评票`,
    ballotNote: "每人只在一个等次下打“√”，不署名。写了姓名或其他记号的票无效。本人一栏可以不填。",
    sheets: "测评票",
    sheetsText: (it: { issued: number; returned: number; valid: number }) =>
      `发出${it.issued}张，收回${it.returned}张，有效${it.valid}张`,
    young: "三十天内开通的账号",
    youngText: (accounts: number, by: string) => (accounts === 0 ? "没有" : `${accounts}个（开通或邀请人：${by}）`),
    of: "参加评定",
    people: (count: number) => `${count}人`,
    at: "评定会议",
    published: "公布",
    name: "姓名",
    grade: "评定等次",
    opinion: "意见",
    abstained: "弃权",
    signs: ["党支部书记", "组织委员", "日期"],
    signsBallot: ["监票人"],
  },
  outcome: { improved: "已改正", not: "没有改正" },
  matters: {
    rectify: (to: string) => `限期改正到${to}，要登记改正的结果`,
    appraisal: (year: number) => `${year}年度民主评议`,
    step: {
      voting: "自评以后，可以开始互评测评。",
      count: "测评结束以后，登记测评票的总数。",
      grade: "测评已汇总，待支部委员会评定等次。",
      publication: "等次已评定，待向党员公布。",
    },
  },
  deeds: {
    open: "登记改正结果",
    step: { voting: "开始互评测评", count: "登记票数", grade: "登记评定", publication: "登记已公布" },
  },
} as const;

const plain = (title: string, detail: string) => ({ title, detail });

export const problemTexts = {
  "appraisal-exists": zh.exists,
  "appraisal-year": zh.year,
  "appraisal-nobody": zh.nobody,
  "appraisal-stranger": zh.stranger,
  "appraisal-crowd": plain(zh.crowd.title, "能投票的不足十人时，改用纸质票，由监票人计票，只登记总数。"),
  "appraisal-opener": zh.opener,
  "appraisal-stage": zh.stage,
  "appraisal-few": plain(zh.few.title, "收到的票不足十张时不开箱：再等一等，或者改用纸质票。"),
  "appraisal-stuffed": zh.stuffed,
  "appraisal-counts": zh.counts,
  "appraisal-whole": zh.whole,
  "appraisal-ceiling": plain(zh.ceiling.title, "请把优秀的人数调整到名额以内。"),
  "appraisal-opinion": plain(zh.opinion.title, "评为不合格的，要写明支部委员会的意见和理由。"),
  "appraisal-date": zh.date,
  "appraisal-not-unqualified": zh.notUnqualified,
  "appraisal-not-published": zh.notPublished,
  "appraisal-rectify": zh.rectify,
  "appraisal-not-rectifying": zh.notRectifying,
  "ballot-token-taken": zh.tokenTaken,
  "ballot-token-wrong": zh.tokenWrong,
  "ballot-over": zh.ballotOver,
  "ballot-spent": zh.ballotSpent,
  "ballot-unsigned": zh.ballotUnsigned,
  "ballot-unfit": zh.ballotUnfit,
};
