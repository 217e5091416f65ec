import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "#test/laws/source.ts";

/** K1: the table of requirements claims nothing that no test shows. A renamed or removed test fails here. */
interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly applies?: false;
  readonly because?: string;
  readonly covers?: string;
  readonly tests?: readonly { readonly file: string; readonly name: string }[];
  readonly review?: { readonly on: string; readonly seen: string };
  readonly open?: readonly string[];
}

const { chapters } = JSON.parse(readFileSync(join(ROOT, "docs/security/requirements.json"), "utf8")) as {
  chapters: Chapter[];
};

test("all seventeen chapters are answered: by tests, by a dated review, or by why they do not apply", () => {
  expect(chapters.map((it) => it.id)).toEqual(Array.from({ length: 17 }, (_, at) => `V${at + 1}`));
  for (const it of chapters) {
    if (it.applies === false) expect(it.because, it.id).toMatch(/\S{2}/);
    else {
      expect((it.tests ?? []).length + (it.review ? 1 : 0), it.id).toBeGreaterThan(0);
      if (it.review) expect(it.review.on, it.id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(it.open, it.id).toBeInstanceOf(Array);
    }
  }
});

test("every linked test is there", () => {
  const linked = chapters.flatMap((it) => it.tests ?? []);
  expect(linked.length).toBeGreaterThan(40);
  const missing = linked.filter(({ file, name }) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const titles = [...text.matchAll(/\b(?:test|it)(?:\.each\([^)]*\))?\(\s*(["'`])(.+?)\1/gs)].map(
      (found) => found[2] ?? "",
    );
    return titles.length === 0 || !titles.some((title) => title.includes(name));
  });
  expect(missing).toEqual([]);
});
