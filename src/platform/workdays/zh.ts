import { event, toldText } from "#shared/event-sentences.ts";

export const zh = {
  refused: {
    title: "节假日安排没有保存",
    detail: (count: number) => `有 ${count} 处不对，改好表格再选一次。没有保存任何内容。`,
  },
  holidayMissing: (year: number, name: string) => `缺${year}年的${name}。请核对表格是否完整、是不是这一年的。`,
  twice: (shown: string) => `${shown}出现了两次，请只留一行。`,
  otherYear: (shown: string, year: number) =>
    `${shown}不在${year}年。一年的通知只涉及当年，以及上一年12月28日以后的日子。`,
  worksAnyway: (shown: string, week: string) => `${shown}是${week}，本来就上班，不用写“上班”。请核对日期。`,
  taken: (on: string, year: number) => `${on}已经在${year}年的安排里，请核对属于哪一年的通知。`,
  row: (row: number, says: string) => `第 ${row} 行：${says}`,
  notADay: "日期要写到日，例如“2026-10-01”",
  arrangement: (text: string) =>
    text === "" ? "没有写“放假”或者“上班”" : `“${text.slice(0, 20)}”应当是“放假”或者“上班”`,
  tooManyRows: (most: number) => `超过 ${most} 行的部分没有读，一年的安排没有这么长。请核对是不是选错了表格。`,
  noTable: "表格里没有找到“日期”和“安排”两列。请下载空白表格，照着填写。",
  fileMissing: { title: "没有选择表格", detail: "没有收到文件。请选择一份节假日安排的表格再试。" },
  waitsTerm: "节假日安排待补",
  waits: (year: number) => `${year}年的节假日安排还没有录入，按工作日计算的期限只按周一至周五推算`,
  enter: "录入节假日安排",
  template: {
    name: "节假日安排.xlsx",
    sheet: "节假日安排",
    example: "国务院办公厅每年公布；放假的每一天、调休上班的每一天各写一行。",
  },
} as const;

export const events = {
  entered: event("workday.year.entered", (it: { count: number; basis: string; again: boolean }, name) =>
    it.again
      ? `重新录入${name}年的节假日安排（${toldText(it.count)}天，依据${toldText(it.basis)}）`
      : `录入${name}年的节假日安排（${toldText(it.count)}天，依据${toldText(it.basis)}）`,
  ),
};

export const problemTexts = {
  "workday-year": {
    title: zh.refused.title,
    detail:
      "日期不属于这一年、写了两次、缺元旦劳动节国庆节，或者把本来上班的日子写成调休上班，都不保存。请按提示改好表格再选一次。",
  },
  "workday-file": zh.fileMissing,
};
