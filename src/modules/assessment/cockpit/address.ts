import { file, get, of } from "#platform/http/address.ts";
import type { CockpitQuery, CockpitView, LineMatters, LineQuery } from "./contract.ts";

export const cockpit = get(
  "/api/cockpit",
  "各支部对照：每个支部一行，各项工作一栏，附与去年同日的增减",
  of<CockpitView>(),
  of<CockpitQuery>(),
);
export const cockpitSheet = file("/api/cockpit/export", "把各支部对照导出为 Excel 工作簿", of<CockpitQuery>());
export const lineMatters = get(
  "/api/cockpit/lines/:line",
  "各支部对照里一格的明细：一项工作到期的每一件事",
  of<LineMatters>(),
  of<LineQuery>(),
);
