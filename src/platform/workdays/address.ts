import { file, get, of, post, put } from "#platform/http/address.ts";
import type { NewYear, Reckoned, Reckoning, SheetRead, WorkdayYears } from "./contract.ts";

export const years = get(
  "/api/workday-years",
  "录入了哪些年份的节假日安排，每年放假和调休上班的日期",
  of<WorkdayYears>(),
);
export const template = file("/api/workday-years/template.xlsx", "节假日安排的空白表格");
export const reading = post("/api/workday-years/reading", "读一份节假日安排表格，给出日期和问题，不保存", {
  answer: of<SheetRead>(),
});
export const entering = put("/api/workday-years/:year", "录入或者替换一年的节假日安排", { body: of<NewYear>() });
export const reckoning = get(
  "/api/workdays/reckoning",
  "推算若干个工作日以后（或者以前）是哪一天",
  of<Reckoned>(),
  of<Reckoning>(),
);
