import type { ImportField } from "#platform/registers/importer.ts";
import { MEETING_TEXT } from "./contract.ts";

/** Headings of ledgers of meetings, as the summary and the record book of 三会一课 have them (data dictionary, section 2). */
export const LEDGER_FIELDS: readonly ImportField[] = [
  {
    key: "kinds",
    most: MEETING_TEXT.line,
    term: "会议类型",
    aliases: ["类型", "会议类别", "活动类型", "会议种类", "组织生活类型"],
    required: true,
  },
  {
    key: "title",
    most: MEETING_TEXT.short,
    term: "会议标题",
    aliases: ["标题", "会议名称", "活动名称", "会议主题名称"],
  },
  {
    key: "branch",
    most: MEETING_TEXT.short,
    term: "主办党组织",
    aliases: ["所属党组织", "所在党支部", "党支部", "支部", "支部名称", "党组织", "主办支部", "召开支部"],
  },
  {
    key: "on",
    most: MEETING_TEXT.short,
    term: "会议日期",
    aliases: ["日期", "召开日期", "会议时间", "召开时间", "活动日期", "时间"],
    required: true,
  },
  { key: "starts", most: MEETING_TEXT.short, term: "开始时间", aliases: ["开始", "起始时间"] },
  { key: "ends", most: MEETING_TEXT.short, term: "结束时间", aliases: ["结束", "截止时间"] },
  { key: "place", most: MEETING_TEXT.short, term: "会议地点", aliases: ["地点", "活动地点"], telling: true },
  { key: "chair", most: MEETING_TEXT.short, term: "主持人", aliases: ["会议主持人", "主持"], telling: true },
  { key: "recorder", most: MEETING_TEXT.short, term: "记录人", aliases: ["记录", "会议记录人"], telling: true },
  { key: "lecturer", most: MEETING_TEXT.short, term: "授课人", aliases: ["主讲人", "党课主讲人", "宣讲人"] },
  {
    key: "expected",
    most: MEETING_TEXT.short,
    term: "应到人数",
    aliases: ["应到", "应参加人数", "应到会人数", "应到党员数"],
    telling: true,
  },
  {
    key: "present",
    most: MEETING_TEXT.short,
    term: "实到人数",
    aliases: ["实到", "到会人数", "实际参加人数", "实到党员数"],
    telling: true,
  },
  { key: "rate", term: "出勤率(%)", aliases: ["出勤率", "到会率"], ignored: true },
  {
    key: "absent",
    most: MEETING_TEXT.line,
    term: "缺席人员及原因",
    aliases: ["缺席人员", "请假人员", "未到会人员及原因", "缺席情况"],
  },
  { key: "superiors", most: MEETING_TEXT.line, term: "列席人员", aliases: ["列席"] },
  {
    key: "topic",
    most: MEETING_TEXT.line,
    term: "议题",
    aliases: ["会议议题", "主题", "会议主题", "学习内容", "会议内容", "主要内容"],
  },
  { key: "discussion", most: MEETING_TEXT.long, term: "发言要点", aliases: ["讨论情况", "发言记录", "会议记录"] },
  { key: "dissent", most: MEETING_TEXT.long, term: "不同意见", aliases: ["反对意见"] },
  { key: "vote", most: MEETING_TEXT.line, term: "表决结果", aliases: ["表决情况"] },
  { key: "decision", most: MEETING_TEXT.long, term: "决议", aliases: ["会议决议", "决定事项", "议定事项"] },
  { key: "hours", most: MEETING_TEXT.short, term: "学时", aliases: ["学习学时", "课时"] },
  { key: "state", most: MEETING_TEXT.short, term: "状态", aliases: ["会议状态"] },
];
