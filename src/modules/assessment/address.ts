import { file, get, of } from "#platform/http/address.ts";
import type {
  CheckMatters,
  CheckQuery,
  ClockView,
  DueQuery,
  DueView,
  PictureQuery,
  PictureView,
  StatisticsQuery,
  StatisticsTables,
  StatisticsView,
} from "./contract.ts";

export const picture = get(
  "/api/picture",
  "一个组织某一天的驾驶舱：数字、图表和到期事项",
  of<PictureView>(),
  of<PictureQuery>(),
);
export const due = get("/api/due", "组织当前的到期事项", of<DueView>(), of<DueQuery>());
export const clock = get("/api/clock", "规定要求按时办的事：各项检查在各下级的件数", of<ClockView>(), of<DueQuery>());
export const check = get("/api/clock/:check", "一项检查查到的每一件事", of<CheckMatters>(), of<CheckQuery>());
export const tables = get("/api/statistics", "可以计算的年度统计表", of<StatisticsTables>());
export const table = get(
  "/api/statistics/:table",
  "一张年度统计表：表头、数字、审核关系",
  of<StatisticsView>(),
  of<StatisticsQuery>(),
);
export const tableExport = file(
  "/api/statistics/:table/export",
  "把一张年度统计表导出为 Excel 工作簿",
  of<StatisticsQuery>(),
);
