import { problemTexts as givenProblems } from "#platform/zh.ts";
import { zh } from "./zh.ts";

/** What a slug's own page says; modules add theirs. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

/** Texts of the slugs that the house itself uses. */
export const HOUSE_PROBLEMS: Readonly<Record<string, ProblemText>> = {
  ...givenProblems,
  "faulty-input": {
    title: zh.faulty.title,
    detail: "填写的内容里有几处不符合要求，提示会指出每一处。改好之前不会保存任何内容。",
  },
  "faulty-value": zh.database.faultyValue,
  unreadable: zh.unreadableJson,
  "unreadable-address": zh.unreadableAddress,
  "wrong-media-type": zh.wrongMediaType,
  "too-large": zh.tooLarge,
  "file-too-large": { title: "文件太大", detail: "文件超过了允许的大小，没有保存。请拆成几个文件再上传。" },
  "too-many-files": { title: "文件太多", detail: "一次上传的文件超过了允许的个数，没有保存。请分几次上传。" },
  absent: zh.absent,
  "no-such-address": zh.noSuchAddress,
  "sign-in-first": zh.signInFirst,
  forbidden: zh.forbidden,
  "change-password-first": zh.changePasswordFirst,
  "cross-site": zh.crossSite,
  "no-session-here": zh.noSessionHere,
  "too-many-requests": { title: "操作太频繁", detail: "短时间内操作太多，请稍等一会儿再试。刚才的内容没有保存。" },
  "exists-already": zh.database.exists,
  linked: zh.database.linked,
  overlaps: zh.database.overlaps,
  "refused-value": zh.database.refusedValue,
  "missing-value": zh.database.missing,
  overtaken: zh.database.overtaken,
  busy: zh.database.busy,
  "took-too-long": zh.database.tookTooLong,
  unavailable: zh.unavailable,
  stopping: zh.stopping,
  ours: zh.ours,
};

/** A page that explains a problem; shown at the address that `type` of every problem names. */
export function problemPage(slug: string, text: ProblemText | undefined): string {
  const title = escapeHtml(text?.title ?? zh.page.generic);
  const detail = escapeHtml(text?.detail ?? zh.page.genericDetail);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 连心</title>
<style>
:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; font: 1.125rem/1.8 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
h1 { font-size: 1.75rem; line-height: 1.3 }
h2 { font-size: 1.25rem }
a { color: #b3261e } @media (prefers-color-scheme: dark) { a { color: #ffb4ab } }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<h2>${zh.page.what}</h2>
<p>${detail}</p>
<h2>${zh.page.todo}</h2>
<ol>${zh.page.steps.map((it) => `<li>${it}</li>`).join("")}</ol>
<p><a href="/">${zh.page.home}</a></p>
<p>${zh.page.slug}:<code>${escapeHtml(slug)}</code></p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);
}
