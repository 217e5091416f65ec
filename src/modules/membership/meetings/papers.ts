import type { Paper, PaperBlock } from "#platform/word/contract.ts";
import { day, dayInWords } from "#shared/day.ts";
import type { MeetingView } from "./contract.ts";
import { type Looking, meetingView } from "./views.ts";

const when = (it: MeetingView): string =>
  `${dayInWords(day(it.on))}${it.starts === null ? "" : ` ${it.starts}`}${it.ends === null ? "" : `至${it.ends}`}`;

/** 东巷村党支部 and 支部党员大会 are written 东巷村党支部党员大会. */
const headed = (it: MeetingView): string =>
  `${it.organizationName}${it.organizationName.endsWith("支部") ? it.title.replace(/^支部/u, "") : it.title}`;

const named = (it: MeetingView, state: string): string =>
  it.people
    .filter((each) => each.state === state)
    .map((each) => `${each.name}${each.reason === "" ? "" : `（${each.reason}）`}`)
    .join("、");

/** 有表决权的应到会党员… as the minutes say how members of the branch voted on somebody. */
function voteInWords(it: MeetingView["votes"][number]): string {
  const written =
    it.writtenYes + it.writtenNo === 0 ? "" : `；因故未到会的书面意见赞成${it.writtenYes}份，反对${it.writtenNo}份`;
  const votes = `赞成${it.yes}票，反对${it.no}票，弃权${it.abstain}票${written}`;
  return `有表决权的应到会党员${it.entitled}名。表决结果：${votes}，${it.carried ? "通过" : "没有通过"}。`;
}

/** What a field says, or that there was none. */
const orNone = (text: string): string => (text === "" ? "无" : text);

/** The minutes as the record book has them: who, when, what was decided and by which votes. */
export async function minutesOf(looking: Looking, id: string): Promise<Paper> {
  const it = await meetingView(looking, id);
  const { numbers } = it;
  const told = it.told !== null && it.people.length === 0 ? it.told : null;
  const vote = numbers.due > 0 ? `（有表决权的应到${numbers.due}名、到会${numbers.presentDue}名）` : "";
  const people = told
    ? [
        { term: "应到", text: told.expected === null ? "" : `${told.expected}名` },
        { term: "实到", text: told.present === null ? "" : `${told.present}名` },
        { term: "缺席人员及原因", text: orNone(told.absent) },
      ]
    : [
        { term: "应到", text: `${numbers.expected}名` },
        { term: "实到", text: `${numbers.present}名${vote}` },
        { term: "到会人员", text: named(it, "present") },
        { term: "请假", text: orNone(named(it, "excused")) },
        { term: "缺席", text: orNone(named(it, "absent")) },
      ];
  return {
    title: `${headed(it)}记录`,
    number: "",
    blocks: [
      {
        kind: "fields",
        fields: [
          { term: "会议类型", text: it.kindTerms },
          { term: "时间", text: when(it) },
          { term: "地点", text: it.place },
          { term: "主持人", text: it.chair },
          { term: "记录人", text: it.recorder },
          ...(it.lecturer === "" ? [] : [{ term: "授课人", text: it.lecturer }]),
          ...(it.superiors === "" ? [] : [{ term: "列席", text: it.superiors }]),
          ...people,
          { term: "议题", text: it.topic },
        ],
      },
      ...(it.summary === "" ? [] : [{ kind: "heading", text: "会议内容" } as const, text(it.summary)]),
      ...it.items.flatMap((item, at): PaperBlock[] => [
        { kind: "heading", text: `议题${at + 1}：${item.title}` },
        ...(item.discussion === "" ? [] : [text(`讨论情况：${item.discussion}`)]),
        ...(item.dissent === "" ? [] : [text(`不同意见：${item.dissent}`)]),
        ...(item.vote === null
          ? []
          : [text(`表决结果：赞成${item.vote.yes}票，反对${item.vote.no}票，弃权${item.vote.abstain}票。`)]),
        ...(item.decision === "" ? [] : [text(`决议：${item.decision}`)]),
      ]),
      ...it.votes.flatMap((vote, at): PaperBlock[] => [
        { kind: "heading", text: `议题${it.items.length + at + 1}：${vote.title}` },
        text(voteInWords(vote)),
      ]),
      ...(it.tasks.filter((task) => task.withdrawnOn === null).length === 0
        ? []
        : ([
            { kind: "heading", text: "议定事项" },
            {
              kind: "table",
              head: ["事项", "责任人", "完成期限", "办理情况"],
              rows: it.tasks
                .filter((task) => task.withdrawnOn === null)
                .map((task) => [
                  task.what,
                  task.personName,
                  task.dueOn === null ? "" : dayInWords(day(task.dueOn)),
                  task.doneOn === null ? "" : `${dayInWords(day(task.doneOn))} ${task.doneNote}`,
                ]),
            },
          ] as PaperBlock[])),
      { kind: "signatures", of: ["主持人", "记录人"] },
    ],
  };
}

const text = (it: string): PaperBlock => ({ kind: "text", text: it });

/** The sheet that lies at the door: who is called, with a column to sign in. Printed beforehand, kept with the minutes. */
export async function sheetOf(looking: Looking, id: string): Promise<Paper> {
  const it = await meetingView(looking, id);
  return {
    title: `${headed(it)}签到表`,
    number: "",
    blocks: [
      {
        kind: "fields",
        fields: [
          { term: "时间", text: when(it) },
          { term: "地点", text: it.place },
          { term: "应到", text: `${it.numbers.expected}名` },
        ],
      },
      {
        kind: "table",
        head: ["序号", "姓名", "类别", "签名", "备注"],
        rows: it.people.map((each, at) => [
          String(at + 1),
          each.name,
          each.categoryTerm,
          "",
          each.usual === "exempt"
            ? "不作要求"
            : each.usual === "excused"
              ? `请假${each.reason === "" ? "" : `（${each.reason}）`}`
              : "",
        ]),
      },
    ],
  };
}
