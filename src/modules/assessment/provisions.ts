import type { Provision } from "#shared/finding.ts";
import { ALWAYS } from "#shared/regulations.ts";

export const IMPORT_DECIDED: Provision = {
  id: "picture-house-import-decided",
  title: "本地规定",
  gist: "导入的花名册预览以后，由导入的人决定是否入库；30天内可以整批撤回。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
export const YEARLY_IDENTITY: Provision = {
  id: "statistics-1-identity",
  title: "全国党内统计年报表1（党员数量变化情况）",
  gist: "上年末党员数加本年增加数减本年减少数等于本年末党员数。",
  force: "must",
  confirmed: true,
  inForce: ALWAYS,
};
export const SMALL_CELLS: Provision = {
  id: "house-small-cells",
  title: "本地规定",
  gist: "只能看总数、不能看人员的岗位，少于5人的格子不显示，并且不能由合计推算出来。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const PROVISIONS: readonly Provision[] = [IMPORT_DECIDED, YEARLY_IDENTITY, SMALL_CELLS];
