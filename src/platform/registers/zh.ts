/** Chinese texts of the register engine. */
export const zh = {
  queryOrg: "组织编号；不填为全部可见范围",
  queryDirect: "填 1 只看该组织本身，不含下级",
  queryAsOf: "截至哪一天，如 2026-11-22;不填为今天",
  queryText: "搜索：汉字、拼音或首字母",
  querySort: "排序栏目；前加 - 为倒序；姓名可写 name.pinyin 或 name.strokes",
  queryCursor: "上一页给出的翻页标记",
  queryLimit: "每页行数，1–500，默认 50",
  queryCount: "填 1 同时给出总行数",
  queryFormat: "xlsx 或 csv",
  queryColumns: "导出哪些栏目，用逗号分开；不填为列表默认栏目",
  queryFilter: (term: string, kind: string) => `按${term}筛选；${FILTER_HINT[kind] ?? ""}empty 为未填，present 为已填`,
  viewName: "视图",
  unknownColumns: (keys: string) => `没有这些栏目：${keys}`,
  exportColumns: "导出的栏目有误",
  exportColumnsDetail: "请重新选择要导出的栏目，没有生成文件。",
  exportFormat: "导出格式只有 xlsx 和 csv。",
  unit: "填报单位",
  ordinal: "序号",
  asOf: "截至日期",
  everything: "全部可见范围",
} as const;

const FILTER_HINT: Readonly<Record<string, string>> = {
  text: "包含的文字;",
  code: "选项代码，多个用逗号分开;",
  range: "写成 从..到;",
  bool: "true 或 false;",
  organization: "组织编号;",
};

/** How the audit reads. */
export const eventSentences: Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, target: string) => string>
> = {
  "registers.list.exported": (details, target) =>
    `导出了${target}，共 ${String(details["rows"])} 行（${String(details["format"])}）`,
};
