import { type ImportField, WORD } from "#platform/registers/importer.ts";
import { AWARD_TEXT } from "./contract.ts";

/** Headings of ledgers of honours, as offices keep them for 七一 commendations. */
export const AWARD_FIELDS: readonly ImportField[] = [
  {
    key: "name",
    most: WORD,
    term: "受表彰对象",
    aliases: ["姓名", "受表彰人", "受表彰党组织", "表彰对象", "获奖人", "获奖单位", "名称", "姓名（名称）"],
    required: true,
  },
  {
    key: "branch",
    most: WORD,
    term: "所在党组织",
    aliases: ["所在党支部", "所属党组织", "所属党支部", "党支部", "所在支部", "支部"],
  },
  {
    key: "kind",
    most: AWARD_TEXT.title,
    term: "荣誉称号",
    aliases: ["称号", "表彰类别", "表彰种类", "奖项", "获奖类别", "表彰称号"],
    required: true,
    telling: true,
  },
  { key: "title", most: AWARD_TEXT.title, term: "荣誉名称", aliases: ["荣誉全称", "奖励名称", "表彰名称"] },
  { key: "level", most: WORD, term: "表彰级别", aliases: ["级别", "表彰层级", "获奖级别"], required: true },
  {
    key: "issuer",
    most: AWARD_TEXT.issuer,
    term: "表彰单位",
    aliases: ["授予单位", "颁奖单位", "批准单位", "表彰机关"],
  },
  { key: "documentNumber", most: AWARD_TEXT.documentNumber, term: "文号", aliases: ["表彰文号", "批准文号", "文件号"] },
  {
    key: "awardedOn",
    most: WORD,
    term: "表彰日期",
    aliases: ["表彰时间", "授予日期", "授予时间", "获奖时间", "批准日期"],
    required: true,
  },
  { key: "state", term: "状态", aliases: [], ignored: true },
];
