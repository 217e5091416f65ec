import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { Paper } from "./contract.ts";
import { wordFile } from "./index.ts";

const paper: Paper = {
  title: "党员组织关系介绍信",
  number: "云湾介〔2026〕第0007号",
  blocks: [
    { kind: "heading", text: "一、事由" },
    { kind: "text", text: "第一段 <b>&\n第二段" },
    {
      kind: "fields",
      fields: [
        { term: "姓名", text: "王秀英" },
        { term: "电话", text: "" },
      ],
    },
    {
      kind: "table",
      head: ["序号", "姓名"],
      rows: [
        ["1", "王秀英"],
        ["2", "=1+1"],
      ],
    },
    { kind: "cut", title: "存根" },
    { kind: "signatures", of: ["支部书记", "日期"] },
  ],
};

test("every block of a paper stands in the Word file, in order and as text", async () => {
  const file = await wordFile(paper);
  expect(file.name).toBe("党员组织关系介绍信.docx");
  const parts = unzipSync(file.content as Buffer);
  const document = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
  const texts = [...document.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((it) => it[1]);
  expect(texts).toEqual([
    "党员组织关系介绍信",
    "云湾介〔2026〕第0007号",
    "一、事由",
    "第一段 &lt;b&gt;&amp;",
    "第二段",
    "姓名：",
    "王秀英",
    "电话：",
    "________________",
    "序号",
    "姓名",
    "1",
    "王秀英",
    "2",
    "=1+1",
    "存根",
    "支部书记：________________",
    "日期：________________",
  ]);
  // No field, link or object that a program would run or fetch.
  expect(document).not.toMatch(/<w:(fldSimple|hyperlink|object)/);
});

test("what comes along with a paste from Word ends a line, and other control characters go", async () => {
  const pasted = "第一行\u000b第二行\u0000\u001f\ud800尾";
  const file = await wordFile({
    ...paper,
    title: `标题\u0007`,
    blocks: [
      { kind: "text", text: pasted },
      { kind: "fields", fields: [{ term: "情况\u0001", text: pasted }] },
      { kind: "table", head: ["项\u0002"], rows: [[pasted]] },
    ],
  });
  const document = strFromU8(unzipSync(file.content as Buffer)["word/document.xml"] ?? new Uint8Array());
  const parser = new SaxesParser();
  parser.write(document).close();
  const texts = [...document.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((it) => it[1]);
  expect(texts.slice(2, 4)).toEqual(["第一行", "第二行尾"]);
  expect(texts.join("")).toContain("情况：");
});
