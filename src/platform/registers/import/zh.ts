import { hideIdentityNumbers } from "#shared/masks.ts";
import { shortened } from "#shared/text.ts";

/** What a sheet holds below its headings, as recognising it counts. */
interface SheetCount {
  readonly rows: number;
  readonly hidden: number;
  readonly passedOver: number;
  readonly quoted: readonly { readonly row: number; readonly text: string }[];
}

/** Chinese texts of the import of files. */
type Details = Readonly<Record<string, unknown>>;

const words = (details: Details, key: string): string => (typeof details[key] === "string" ? details[key] : "");
const number = (details: Details, key: string): number => (typeof details[key] === "number" ? details[key] : 0);

export const importSentences: Readonly<Record<string, (details: Details, targetName: string) => string>> = {
  "registers.import.previewed": (details, name) =>
    `预览了导入文件${name}（共${number(details, "rows")}行，还没有写入）`,
  "registers.import.mapped": (_details, name) => `更正了导入文件${name}的列对应关系`,
  "registers.import.decided": (details, name) => `对导入中的“${name}”作了决定：${words(details, "term")}`,
  "registers.import.committed": (details, name) =>
    `导入了${name}：新增${number(details, "new")}行，变更${number(details, "changed")}行，未变${number(details, "unchanged")}行；冲突${number(details, "conflict")}行、有误${number(details, "faulty")}行没有导入`,
  "registers.import.undone": (details, name) => `撤销了导入${name}，收回${number(details, "undone")}行`,
  "registers.import.abandoned": (_details, name) => `放弃了导入${name}，没有写入任何数据`,
};

export const zh = {
  what: "导入",
  file: "导入文件",
  row: "导入的这一行",
  jobPreview: (names: string) => `预览导入：${names}`,
  jobCommit: (names: string) => `导入：${names}`,
  noFiles: {
    title: "没有选择文件",
    detail: "没有保存任何内容。请选择一个或多个表格文件（.xlsx、.xls、.et、.ods 或 .csv）再上传。",
  },
  noPlace: {
    title: "您还没有可以导入的党组织",
    detail: "没有保存任何内容。请让安全管理员为您授权后再导入。",
  },
  badDay: { title: "数据截止日期不对", detail: "没有保存任何内容。请按“2026-06-30”的样子填写，不能晚于今天。" },
  wrongState: {
    title: "这次导入已经处理过了",
    detail: (state: string) => `没有改动任何内容。它现在的状态是“${state}”。请刷新页面后再看。`,
  },
  heldByAnother: "没有改动任何内容。同一批表格正在导入或撤销。请稍候刷新页面再看。",
  notPreviewed: "请等预览完成后再操作。",
  notAllGood: {
    title: "还有不能导入的行，所以一行也没有导入",
    detail: (faulty: number, undecided: number) =>
      `有误的${faulty}行、没有决定的冲突${undecided}行。请改好后重新上传，或选择“只导入没有问题的行”。`,
  },
  nothingToWrite: {
    title: "没有可以导入的行",
    detail: "没有写入任何内容。请查看每一行的原因，改好后重新上传。",
  },
  badChoice: { title: "不能这样决定", detail: "没有保存。请在这一行列出的办法中选择一种。" },
  tooLate: {
    title: "已经过了可以撤销的期限",
    detail: (days: number) => `导入后${days}天内可以整批撤销。现在请逐条更正，或办理减少、转接。`,
  },
  inUse: {
    title: "有些人之后又有变动，不能整批撤销",
    detail: "没有撤销任何内容。请先处理下面列出的各条，或逐条更正。",
  },
  unknownColumn: { title: "列的含义不对", detail: "没有保存。请在可选的项目中选择，或选择“不导入这一列”。" },
  tooLong: (term: string, most: number) => `${term}：太长，最多${most}个字。请缩短后再导入`,
  uncomputed: (term: string) => `${term}：公式没有算出的值。请用 Excel 或 WPS 打开表格，保存后再导入`,
  headMissing: (terms: readonly string[]) =>
    `没有认出${terms.map((it) => `“${it}”`).join("、")}一栏。请在下面的栏目对应中指定，再重新预览`,
  headingYear: (year: number) => `表头年份：${year}`,
  masked: "（已隐去）",
  sheetHidden: (sheet: string) => `工作表“${sheet}”是隐藏的，没有读入`,
  sheetUnread: (sheet: string) => `工作表“${sheet}”没有认出表头，没有读入`,
  sheetRead: (sheet: string, { rows, hidden, passedOver, quoted }: SheetCount) => {
    const quotes = quoted.map((it) => `第${it.row}行“${shortened(hideIdentityNumbers(it.text), 30)}”`).join("、");
    const unseen = hidden > 0 ? `，其中${hidden}行是隐藏的，一并读入` : "";
    const passed = passedOver > 0 ? `；不是数据、没有读入的${passedOver}行：${quotes}` : "";
    return `${sheet === "" ? "表格" : `工作表“${sheet}”`}读到${rows}行数据${unseen}${passed}`;
  },
  sheetMasked: (sheet: string, terms: readonly string[]) =>
    `${sheet === "" ? "表格" : `工作表“${sheet}”`}的${terms.map((it) => `“${it}”`).join("、")}是隐去的号码：已登记的不变，没有登记的请填写完整号码`,
  writtenInto: "列入",
  writtenAt: (places: readonly (readonly [string, number])[]) => {
    const named = places.slice(0, 20).map(([name, rows]) => `${name}${rows}行`);
    const more = places.length > named.length ? `等${places.length}个党组织` : "";
    return `写入：${named.join("，")}${more}`;
  },
  tooHeavy: {
    title: "表格太大，读不下来",
    detail: (file: string) =>
      `《${file}》展开后占用的内存超过了限度，没有写入任何内容。请删去无关的工作表、列和大段文字，或拆成几个文件，再分别上传。`,
  },
  refusedFile: (file: string) => `《${file}》不能读取`,
  busy: {
    title: "正在读取的表格太多",
    detail: "没有保存任何内容。请过一两分钟再试一次。",
  },
  noFaulty: "这个文件没有有误的行",
  states: {
    reading: "正在读取",
    previewed: "已预览，等待确认",
    committing: "正在导入",
    committed: "已导入",
    undone: "已撤销",
    abandoned: "已放弃",
    failed: "没有完成",
  } as Readonly<Record<string, string>>,
  markedCopyName: (name: string) => `${name.replace(/\.[A-Za-z0-9]+$/u, "")}-待修改.xlsx`,
} as const;

/** Pages of the problems that imports answer with. */
export const importProblems = {
  "no-files": zh.noFiles,
  "bad-day": zh.badDay,
  "unknown-register": zh.unknownColumn,
  "unknown-column": zh.unknownColumn,
  "bad-choice": zh.badChoice,
  "undo-too-late": { title: zh.tooLate.title, detail: "导入后30天内可以整批撤销。之后请逐条更正，或办理减少、转接。" },
  "import-in-use": zh.inUse,
  "not-all-good": { title: zh.notAllGood.title, detail: "请改好有误的行、决定冲突的行，或选择“只导入没有问题的行”。" },
  "nothing-to-import": zh.nothingToWrite,
  "no-place": zh.noPlace,
  "import-state": { title: zh.wrongState.title, detail: "请刷新页面，看它现在的状态。" },
  "workbook-too-heavy": {
    title: zh.tooHeavy.title,
    detail: "请删去无关的工作表、列和大段文字，或拆成几个文件，再分别上传。",
  },
  "workbook-refused": { title: "表格不能读取", detail: "没有写入任何内容。请按提示改好表格，再重新上传。" },
  "reading-busy": zh.busy,
  "no-faulty-rows": { title: zh.noFaulty, detail: "这个文件不需要修改。" },
};

/** An import that waits for whoever previewed it. */
export const importWaits = {
  term: "导入待确认",
  why: "已经预览，还没有决定是否入库。",
  deed: "确认导入",
  nameless: "导入",
} as const;
