import type { EventSentences } from "#shared/event-sentences.ts";

export const filesZh = {
  tooLarge: {
    title: "文件过大",
    detail: (name: string, mebibytes: number) =>
      `文件“${name}”超过 ${mebibytes} MB，没有保存。请压缩或拆分后重新上传。`,
  },
  kind: {
    title: "不支持这种文件",
    detail: (name: string) =>
      `文件“${name}”的内容不是 PDF、PNG 或 JPEG 图片、Word(.docx)、Excel(.xlsx)中的一种，没有保存。请另存为这些格式后重新上传。`,
  },
  ending: {
    title: "扩展名与内容不符",
    detail: (name: string) =>
      `文件“${name}”的扩展名与内容不符，没有保存。PDF 用 .pdf，图片用 .png、.jpg，Word 用 .docx，Excel 用 .xlsx，请改好名字后重新上传。`,
  },
  oneFile: { title: "请上传一个文件", detail: "一次上传一个文件，这次没有保存任何内容。请重新选择。" },
};

export const eventSentences: EventSentences = {
  "files.document.uploaded": (_details, name) => `上传了文件“${name}”`,
  "files.document.fetched": (_details, name) => `下载了文件“${name}”`,
};

export const problemTexts = {
  "file-kind": {
    title: filesZh.kind.title,
    detail:
      "文件的内容不是允许的种类，没有保存。文件种类按内容判断，改扩展名没有用。请另存为 PDF、PNG、JPEG、.docx 或 .xlsx 后重新上传。",
  },
  "file-ending": {
    title: filesZh.ending.title,
    detail:
      "文件的扩展名与内容不符，没有保存。PDF 用 .pdf，图片用 .png、.jpg，Word 用 .docx，Excel 用 .xlsx，请改好名字后重新上传。",
  },
  "file-missing": filesZh.oneFile,
};
