import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayInWords } from "#shared/day.ts";
import { postTerm } from "../zh.ts";
import type { KeptContest } from "./contract.ts";
import { postsOf } from "./effect.ts";
import { type ElectionRow, electionRow, factsOf, type Place, placeOn, recordsOf, type Stored, termOn } from "./file.ts";
import type { PaperName, StepName } from "./path.ts";
import { fewestCandidates } from "./rules.ts";
import { contestsOf, type Progress, progressOf, type Standing } from "./rules-progress.ts";
import { seatTerm, zh } from "./zh.ts";

const said = (text: string): PaperBlock => ({ kind: "text", text });
const heading = (text: string): PaperBlock => ({ kind: "heading", text });
const table = (head: string[], rows: string[][]): PaperBlock => ({ kind: "table", head, rows });
const signed = (...of: string[]): PaperBlock => ({ kind: "signatures", of });
const words = (on: Day | null | undefined): string => (on ? dayInWords(on) : BLANK);
const number = (it: number | null | undefined): string => (it === null || it === undefined ? BLANK : String(it));

interface Papering {
  readonly row: ElectionRow;
  readonly at: Place;
  readonly records: readonly Stored[];
  readonly progress: Progress;
  readonly dueOn: Day | null;
  readonly people: ReadonlyMap<string, Described>;
  /** Names by stroke order, as ballots have them. */
  readonly byStrokes: readonly Standing[];
}

interface Described {
  readonly gender: string;
  readonly birthOn: Day | null;
  readonly education: string;
  readonly joinedOn: Day | null;
}

/** One paper with everything filled in that the house knows; what it does not know stays a line to write on. */
export async function paperOf(tx: Reader, id: string, name: PaperName, today: Day): Promise<Paper> {
  const row = await electionRow(tx, id);
  if (row.kind === "village") throw absent(zh.election);
  const at = await placeOn(tx, row.organizationId, today);
  const records = await recordsOf(tx, id);
  const progress = progressOf(factsOf(row), records);
  const term = await termOn(tx, row.organizationId, row.openedOn);
  const { people, byStrokes } = await describe(tx, progress);
  const it: Papering = { row, at, records, progress, dueOn: term?.dueOn ?? null, people, byStrokes };
  return MAKERS[name](it);
}

async function describe(tx: Reader, progress: Progress): Promise<Pick<Papering, "people" | "byStrokes">> {
  const ids = progress.candidates.flatMap((it) => it.personId ?? []);
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom("membership")
          .select(["personId", "gender", "birthOn", "education", "joinedOn", "strokeKey"])
          .where("personId", "in", ids)
          .where("validTo", "is", null)
          .execute();
  const sexes = codeSet("sex");
  const education = codeSet("education");
  const strokes = new Map(rows.map((it) => [it.personId, it.strokeKey]));
  const keyOf = (it: Standing): string => strokes.get(it.personId ?? "") ?? "";
  return {
    people: new Map(
      rows.map((it) => [
        it.personId,
        {
          gender: sexes.has(it.gender) ? sexes.term(it.gender) : "",
          birthOn: it.birthOn,
          education: education.has(it.education) ? education.term(it.education) : "",
          joinedOn: it.joinedOn,
        },
      ]),
    ),
    // Officers stand in the order that was agreed to, members by the strokes of their names (article 24).
    byStrokes: [
      ...progress.candidates.filter((it) => it.seat !== "member"),
      ...progress.candidates
        .filter((it) => it.seat === "member")
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0)),
    ],
  };
}

const recordOf = (it: Papering, step: StepName): Stored | undefined => it.records.findLast((one) => one.step === step);
const numberOf = (it: Papering, step: StepName): string => recordOf(it, step)?.documentNumber ?? "";
const superiorOf = (it: Papering): string => it.at.superior?.name ?? BLANK;
const bodyOf = (it: Papering): string => (it.row.form === "direct" ? "党支部书记" : `${it.at.name}委员会`);
const business = (it: Papering): string => (it.row.kind === "term" ? "换届选举" : "补选");
const meetingOf = (it: Papering): string => (it.row.delegates === null ? "党员大会" : "党员代表大会");
const requestTitle = (it: Papering): string => `关于${it.at.name}${business(it)}的请示`;
const own = (it: Papering, title: string, step: StepName, blocks: PaperBlock[]): Paper => ({
  title,
  number: numberOf(it, step),
  blocks,
});

const MAKERS: Readonly<Record<PaperName, (it: Papering) => Paper>> = {
  notice: (it) =>
    own(it, "关于做好换届准备的提醒函", "notice", [
      said(`${it.at.name}：`),
      said(
        `你们本届委员会任期将于${words(it.dueOn)}届满。请按照《中国共产党支部工作条例（试行）》和《中国共产党基层组织选举工作条例》的规定，及早做好换届准备，届满前报送换届请示。确需提前或者延期的，请说明理由一并报批，提前或者延期一般不超过1年。`,
      ),
      signed(superiorOf(it), "日期"),
    ]),
  request: (it) => {
    const { seats, plannedOn } = recordOf(it, "request")?.details ?? {};
    const members = seats?.members ?? it.progress.seats;
    const deputies = seats?.deputies ?? it.progress.deputies;
    const why =
      it.row.kind === "term"
        ? `我们本届委员会任期将于${words(it.dueOn)}届满，按照规定应当换届`
        : `我们${it.row.reason === "" ? "委员会现有职务空缺" : it.row.reason}，按照规定应当补选`;
    const form =
      it.row.form === "direct"
        ? `由${meetingOf(it)}直接选举书记1名${deputies > 0 ? `、副书记${deputies}名` : ""}`
        : `应选委员${members}名，委员候选人${fewestCandidates(members)}名以上，实行差额选举${it.row.officers ? `；书记1名${deputies > 0 ? `、副书记${deputies}名` : ""}由新一届委员会第一次全体会议等额选举产生` : ""}`;
    return own(it, requestTitle(it), "request", [
      said(`${superiorOf(it)}：`),
      said(`${why}。经研究，拟于${words(plannedOn)}召开${meetingOf(it)}进行选举，${form}。`),
      ...(it.progress.postponedTo === null
        ? []
        : [said(`经批准，选举延期（提前）到${words(it.progress.postponedTo)}以前进行。`)]),
      said("当否，请批示。"),
      signed(it.at.name, "日期"),
    ]);
  },
  reply: (it) =>
    own(it, `关于同意${it.at.name}${business(it)}的批复`, "reply", [
      said(`${it.at.name}：`),
      said(
        `你们${words(recordOf(it, "request")?.happenedOn)}《${requestTitle(it)}》收悉。经研究，同意按期召开${meetingOf(it)}选举，${it.row.form === "direct" ? "直接选举书记" : `应选委员${it.progress.seats}名`}。请充分发扬民主，严格按照规定做好候选人的推荐提名和会议选举工作，选举结果及时报批。`,
      ),
      signed(superiorOf(it), "日期"),
    ]),
  candidates: (it) =>
    own(it, `关于${it.at.name}候选人预备人选的请示`, "candidates", [
      said(`${superiorOf(it)}：`),
      said(`经过组织党员推荐、酝酿提名和考察，听取各方面意见，委员会集体研究，提出以下候选人预备人选，现予上报。`),
      candidateTable(it),
      said("当否，请批示。"),
      signed(it.at.name, "日期"),
    ]),
  "candidates-reply": (it) =>
    own(it, `关于${it.at.name}候选人预备人选的批复`, "candidates_reply", [
      said(`${it.at.name}：`),
      said(`经研究，同意${listed(it.byStrokes)}。请提交${meetingOf(it)}酝酿确定，依照规定进行选举。`),
      signed(superiorOf(it), "日期"),
    ]),
  method: methodPaper,
  "ballot-paper": ballotPaper,
  tally: tallyPaper,
  report: reportPaper,
  result: (it) =>
    own(it, `关于${it.at.name}选举结果的报告`, "result", [
      said(`${superiorOf(it)}：`),
      said(
        `${words(it.progress.heldOn)}，我们召开${meetingOf(it)}进行${business(it)}。应到会有选举权的党员${number(it.progress.due)}人，实到会${number(it.progress.present)}人，符合规定。会议以无记名投票的方式选举，结果如下：`,
      ),
      resultTable(it),
      ...firstMeeting(it),
      said(`${it.row.officers || it.row.form === "direct" ? "书记、副书记请予批准，委员" : "委员"}请予备案。`),
      signed(it.at.name, "日期"),
    ]),
  "result-reply": (it) =>
    own(it, `关于${it.at.name}选举结果的批复`, "result_reply", [
      said(`${it.at.name}：`),
      said(
        `你们${words(recordOf(it, "result")?.happenedOn)}报来的选举结果收悉。经研究，同意${elected(it)}。任职自${words(it.progress.effectiveOn)}起。`,
      ),
      signed(superiorOf(it), "日期"),
    ]),
  handover: (it) => {
    const { items = [], witness } = recordOf(it, "handover")?.details ?? {};
    const all = codeSet("handover_item").entries;
    return own(it, `${it.at.name}新老班子交接清单`, "handover", [
      table(
        ["序号", "交接的事项", "内容、数量", "移交人", "接收人"],
        all.map((one, at) => [String(at + 1), `${items.includes(one.value) ? "√ " : ""}${one.term}`, "", "", ""]),
      ),
      signed("移交人", "接收人", witness === undefined || witness === "" ? "监交人" : `监交人${witness}`, "日期"),
    ]);
  },
};

function listed(standing: readonly Standing[]): string {
  if (standing.length === 0) return BLANK;
  return [...Map.groupBy(standing, (it) => it.seat)]
    .map(([seat, list]) => `${list.map((it) => it.name).join("、")}为${seatTerm(seat)}候选人预备人选`)
    .join("，");
}

function elected(it: Papering): string {
  if (it.progress.elected.length === 0) return BLANK;
  const names = new Map(it.progress.elected.map((one) => [one.personId, one.name]));
  return postsOf(it.progress)
    .map((one) => `${names.get(one.personId) ?? ""}任${postTerm(one.post)}`)
    .join("、");
}

function candidateTable(it: Papering): PaperBlock {
  return table(
    ["序号", "姓名", "性别", "出生年月", "学历", "入党时间", "提名职务"],
    it.byStrokes.map((one, at) => {
      const about = it.people.get(one.personId ?? "");
      return [
        String(at + 1),
        one.name,
        about?.gender ?? "",
        about?.birthOn?.slice(0, 7) ?? "",
        about?.education ?? "",
        about?.joinedOn?.slice(0, 7) ?? "",
        seatTerm(one.seat),
      ];
    }),
  );
}

function methodPaper(it: Papering): Paper {
  const { row, progress, at } = it;
  const seats = [...contestsOf(row as never, progress.seats, progress.deputies)];
  const numbers = seats
    .map(
      ([seat, count]) =>
        `${seatTerm(seat)}${count}名，候选人${it.byStrokes.filter((one) => one.seat === seat).length}名`,
    )
    .join("；");
  const rules = [
    `根据《中国共产党章程》和《中国共产党基层组织选举工作条例》，制定本办法。`,
    `选举${bodyOf(it)}，应选${numbers}。${row.form === "committee" ? "委员实行差额选举。" : "书记、副书记实行等额选举。"}`,
    `会议由上届${row.form === "direct" ? "党支部书记" : "委员会"}主持。有选举权的到会人数不少于应到会人数的五分之四，方可进行选举。`,
    "选举采用无记名投票。预备党员没有选举权和被选举权。因故未到会的党员不能委托他人代为投票；不能填写选票的，可以由本人委托不是候选人的党员按照本人的意志代写。",
    "选举人对候选人可以投赞成票、不赞成票，也可以弃权。赞成的画“○”，不赞成的画“×”，弃权的不作记号；投不赞成票的可以另选他人，弃权的不能另选他人。",
    "每张选票所选的人数等于或者少于应选人数的为有效票，多于应选人数的为无效票。",
    "收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。",
    "被选举人获得的赞成票超过应到会有选举权人数的一半，始得当选。超过半数的人数多于应选名额时，以得票多的当选；得票相等不能确定的，就得票相等的被选举人再次投票，得票多的当选。当选人数少于应选名额的，另行选举；接近应选名额的，经半数以上选举人同意，也可以减少名额。",
    "设监票人、计票人，由不是候选人的党员担任，经会议表决通过。计票人在监票人监督下工作。",
    "计票完毕，监票人向会议报告被选举人的得票数，由会议主持人宣布当选人名单。",
    "本办法经会议通过后生效。",
  ];
  return own(it, `${at.name}${business(it)}选举办法`, "meeting", [
    said(`（${words(recordOf(it, "meeting")?.happenedOn)}${meetingOf(it)}通过）`),
    ...rules.map((text, index) => said(`${index + 1}．${text}`)),
  ]);
}

/** The paper to vote on: nobody's name is on it but the candidates'. */
function ballotPaper(it: Papering): Paper {
  const contests = [...contestsOf(it.row as never, it.progress.seats, it.progress.deputies)];
  return {
    title: `${it.at.name}${business(it)}选票`,
    number: "",
    blocks: [
      ...contests.flatMap(([seat, seats]): PaperBlock[] => [
        heading(`${seatTerm(seat)}（应选${seats}名）`),
        table(
          ["符号", "候选人姓名", "另选他人符号", "另选他人姓名"],
          it.byStrokes.filter((one) => one.seat === seat).map((one) => ["", one.name, "", ""]),
        ),
      ]),
      said(
        "说明：赞成的在姓名左边空格内画“○”，不赞成的画“×”，弃权的不作记号。不赞成某一候选人的，可以另选他人，把姓名写在右边，并画“○”；弃权的不能另选他人。所选人数多于应选人数的选票无效。",
      ),
      said(`候选人${it.row.form === "committee" ? "以姓氏笔画为序" : "按批准的顺序排列"}。`),
      signed("会议（盖章）", "日期"),
    ],
  };
}

/** A sheet to count on: filled in when the count is known. */
function tallyPaper(it: Papering): Paper {
  const sheet = recordOf(it, "ballot")?.details.sheet;
  const contests = [...contestsOf(it.row as never, it.progress.seats, it.progress.deputies)];
  return {
    title: `${it.at.name}${business(it)}计票单`,
    number: "",
    blocks: [
      said(
        `应到会${number(it.progress.due)}人，实到会${number(it.progress.present)}人。发出选票${number(sheet?.issued)}张，收回${number(sheet?.returned)}张，其中有效票${sheet ? sheet.returned - sheet.spoiled : BLANK}张，无效票${number(sheet?.spoiled)}张。`,
      ),
      ...contests.flatMap(([seat, seats]): PaperBlock[] => [
        heading(`${seatTerm(seat)}（应选${seats}名）`),
        votesTable(
          sheet?.contests.find((one) => one.seat === seat),
          it.byStrokes.filter((one) => one.seat === seat),
          sheet ? sheet.returned - sheet.spoiled : null,
        ),
      ]),
      signed("计票人", "监票人", "日期"),
    ],
  };
}

function votesTable(contest: KeptContest | undefined, standing: readonly Standing[], valid: number | null): PaperBlock {
  const rows = contest
    ? contest.votes.map((one) => [
        one.name,
        String(one.votesFor),
        one.writtenIn === true ? "" : String(one.votesAgainst ?? 0),
        one.writtenIn === true ? "" : String(Math.max(0, (valid ?? 0) - one.votesFor - (one.votesAgainst ?? 0))),
        one.writtenIn === true ? "另选他人" : "",
      ])
    : standing.map((one) => [one.name, "", "", "", ""]);
  return table(["姓名", "赞成", "不赞成", "弃权", "备注"], rows);
}

function reportPaper(it: Papering): Paper {
  const record = recordOf(it, "ballot");
  const sheet = record?.details.sheet;
  const tellers = recordOf(it, "tellers")?.details;
  const names = (ids: readonly string[] | undefined): string =>
    (ids ?? []).map((id) => tellers?.names?.[id] ?? "").join("、");
  const valid = sheet ? sheet.returned - sheet.spoiled : null;
  return {
    title: `${it.at.name}${business(it)}监票计票报告单`,
    number: "",
    blocks: [
      said(
        `本次会议应到会有选举权的党员${number(sheet?.due ?? it.progress.due)}人，实到会${number(sheet?.present ?? it.progress.present)}人，超过五分之四，符合规定。发出选票${number(sheet?.issued)}张，收回选票${number(sheet?.returned)}张，收回的选票${sheet && sheet.returned > sheet.issued ? "多于" : "等于或者少于"}发出的选票，选举${sheet && sheet.returned > sheet.issued ? "无效" : "有效"}。其中有效票${number(valid)}张，无效票${number(sheet?.spoiled)}张。`,
      ),
      ...(sheet?.contests ?? []).flatMap((contest): PaperBlock[] => [
        heading(`${seatTerm(contest.seat)}得票（应选${contest.seats ?? 0}名）`),
        votesTable(contest, [], valid),
        said(
          `以上得到赞成票超过应到会人数一半的：${(contest.elected ?? []).map((one) => one.name).join("、") || "无"}。`,
        ),
      ]),
      said(`监票人：${names(tellers?.overseers) || BLANK}　计票人：${names(tellers?.counters) || BLANK}`),
      said(`日期：${words(record?.happenedOn)}`),
      signed("监票人", "计票人"),
    ],
  };
}

/** What the members' meeting elected, each with the votes it gave for that seat. */
function resultTable(it: Papering): PaperBlock {
  const voted = it.progress.elected.filter((one) => it.row.form === "direct" || one.seat === "member");
  return table(
    ["姓名", "当选", "赞成票"],
    voted.map((one) => [one.name, seatTerm(one.seat), String(one.votesFor)]),
  );
}

/** What the first meeting of the new committee elected, with its own attendance and votes; nothing where there was none. */
function firstMeeting(it: Papering): PaperBlock[] {
  const record = recordOf(it, "officers");
  const sheet = record?.details.sheet;
  if (record === undefined || sheet === undefined) return [];
  const divided = postsOf(it.progress).filter((one) => !["secretary", "deputy_secretary", "member"].includes(one.post));
  const names = new Map(it.progress.elected.map((one) => [one.personId, one.name]));
  return [
    said(
      `${words(record.happenedOn)}，新一届委员会召开第一次全体会议。应到会委员${number(sheet.due)}人，实到会${number(sheet.present)}人，选举${sheet.contests.map((one) => seatTerm(one.seat)).join("、")}，结果如下：`,
    ),
    table(
      ["姓名", "当选", "赞成票"],
      sheet.contests.flatMap((contest) =>
        (contest.elected ?? []).map((one) => [one.name, seatTerm(contest.seat), String(one.votesFor)]),
      ),
    ),
    ...(divided.length === 0
      ? []
      : [
          said(
            `委员分工：${divided.map((one) => `${names.get(one.personId) ?? ""}任${postTerm(one.post)}`).join("，")}。`,
          ),
        ]),
  ];
}
