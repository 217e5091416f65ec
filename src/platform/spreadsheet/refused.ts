/**
 * Why a workbook is not taken in. Every slug has one Chinese sentence that says what is wrong and what to do;
 * places (row, column, sheet) are added by the caller that knows them.
 */
const SENTENCES = {
  "empty-file": "文件是空的。请打开原表确认内容已保存，再重新上传。",
  "file-too-large": "文件太大。请删去图片和无关的工作表，或拆成几个文件，分别上传。",
  "old-excel": "这是 Excel 95 或更早的表格。请用 Excel 或 WPS 打开，选“另存为”.xlsx，再上传。",
  "password-protected": "文件设了打开密码。请输入密码打开，在“文件-信息-保护工作簿”里清除密码，另存为 .xlsx 后再上传。",
  "word-document": "这是 Word 文档，不是表格。请把其中的表格复制到 Excel 里，另存为 .xlsx 后再上传。",
  "pdf-document": "这是 PDF 文件，不是表格。请找到原来的 Excel 表格，另存为 .xlsx 后再上传。",
  picture: "这是图片，不是表格。请找到原来的 Excel 表格，另存为 .xlsx 后再上传。",
  "web-page": "这是网页格式的表格（扩展名虽是 .xls）。请用 Excel 或 WPS 打开，选“另存为”.xlsx，再上传。",
  "xml-table": "这是 XML 格式的旧表格。请用 Excel 或 WPS 打开，选“另存为”.xlsx，再上传。",
  "binary-excel": "这是二进制 Excel（.xlsb）文件。请用 Excel 打开，选“另存为”.xlsx，再上传。",
  "compressed-package": "这是压缩包。请先解压，再把里面的表格逐个上传。",
  "not-a-table": "认不出这是什么文件。请用 Excel 或 WPS 打开原表，选“另存为”.xlsx，再上传。",
  "unknown-encoding": "文字编码认不出来，内容会变成乱码。请用 Excel 或 WPS 打开，选“另存为”.xlsx，再上传。",
  "unclosed-quote": "有一处双引号没有配对，后面的内容连成了一格。请补上或删去这个引号，或另存为 .xlsx 后再上传。",
  "archive-damaged": "文件已损坏，没法读完。请重新打开原表，另存为 .xlsx 后再上传。",
  "archive-encrypted": "文件内部设了密码。请清除密码，另存为 .xlsx 后再上传。",
  "archive-entries": "文件内部的部件太多，不像正常的表格。请新建一个工作簿，只复制需要的表格，另存为 .xlsx 后再上传。",
  "archive-too-large": "文件展开后太大。请删去无关的工作表、空行和格式，或拆成几个文件，分别上传。",
  "archive-ratio": "文件压缩得异常厉害，像是恶意文件，没有打开。请新建一个工作簿，只粘贴数值，另存为 .xlsx 后再上传。",
  "archive-path": "文件内部有不正常的路径，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "archive-duplicate": "文件内部有重名的部件，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "archive-overlap": "文件内部的部件互相重叠，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "archive-lies": "文件内部写的大小或名称与实际不符，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "archive-method": "文件用了少见的压缩方法。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "part-missing": "文件不完整，缺少必要的部件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "part-too-large": "文件内部有一个部件异常大。请新建一个工作簿，只粘贴数值，另存为 .xlsx 后再上传。",
  "xml-doctype": "文件内部带有 DOCTYPE 声明，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "xml-entity": "文件内部引用了不认识的实体，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "xml-malformed": "文件内部格式有错，没法读完。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "xml-encoding": "文件内部用了少见的文字编码。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "xml-too-deep": "文件内部嵌套太深，像是恶意文件，没有打开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
  "xml-too-long":
    "文件内部有一段异常长的内容，像是恶意文件，没有打开。请新建一个工作簿，只粘贴数值，另存为 .xlsx 后再上传。",
  "no-sheets": "文件里没有工作表。请确认表格内容已保存，再重新上传。",
  "too-many-sheets": "工作表太多。请只留下要上传的工作表，另存为 .xlsx 后再上传。",
  "sheet-name-too-long": "有一张工作表的名称太长。请把名称改到31个字以内，另存为 .xlsx 后再上传。",
  "too-many-rows": "行数太多。请拆成几个文件，分别上传。",
  "too-many-tables": "同一张工作表里标题和表头太多。请拆成几张工作表，或改成一个表头，再上传。",
  "too-many-columns": "列数太多。请删去右边用不到的列，另存为 .xlsx 后再上传。",
  "too-many-blanks":
    "表中有大量空行或空格子（多半是给整行整列设了格式）。请选中数据以外的行和列，右键“删除”，另存为 .xlsx 后再上传。",
  "too-many-strings": "表中文字太多。请拆成几个文件，分别上传。",
  "too-many-merges": "合并单元格太多。请取消合并，另存为 .xlsx 后再上传。",
  "too-many-styles": "单元格样式太多。请新建一个工作簿，只粘贴数值，另存为 .xlsx 后再上传。",
  "cell-too-long": "有一格的文字超过了 Excel 允许的长度（32767 字）。请缩短后另存为 .xlsx 再上传。",
  "cell-out-of-range": "有单元格的位置超出了 Excel 的范围。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "cell-lies": "单元格的位置与所在的行列不符，没法确定内容属于谁。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
  "workbook-lies": "文件内部前后不一致，没法确定内容。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
} as const;

export type RefusalSlug = keyof typeof SENTENCES;

/** Every slug with its sentence, for the reference of problems. */
export const REFUSALS: Readonly<Record<RefusalSlug, string>> = SENTENCES;

/**
 * A workbook that is not taken in. `slug` names the fault for machines; `detail` (also the message) is the Chinese
 * sentence for people, with the place in front where it is known.
 */
export class WorkbookRefused extends Error {
  override readonly name = "WorkbookRefused";
  readonly slug: RefusalSlug;
  readonly detail: string;

  constructor(slug: RefusalSlug, place?: string, options?: ErrorOptions) {
    const detail = place === undefined ? SENTENCES[slug] : `${place}:${SENTENCES[slug]}`;
    super(detail, options);
    this.slug = slug;
    this.detail = detail;
  }
}
