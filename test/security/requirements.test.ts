import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROFILES, type Profile } from "#platform/access/profile.ts";
import { CONTEXT_WORDS } from "#platform/access/rules.ts";
import { PURPOSES } from "#platform/files/purposes.ts";
import { LIMITS } from "#platform/http/limits.ts";
import { WORKBOOK_LIMITS } from "#platform/spreadsheet/limits.ts";
import { ROOT } from "#test/laws/source.ts";

/** K1: each requirement has one answer, and the table claims nothing that no test or dated review shows. */
interface Requirement {
  readonly id: string;
  readonly level: 1 | 2;
  readonly about: string;
  readonly applies?: false;
  readonly because?: string;
  readonly tests?: readonly { readonly file: string; readonly name: string }[];
  readonly review?: { readonly on: string; readonly seen: string };
  readonly open?: string;
}

const { requirements } = JSON.parse(readFileSync(join(ROOT, "docs/security/requirements.json"), "utf8")) as {
  requirements: Requirement[];
};

/** Requirements of levels 1 and 2 by chapter, counted in the list of ASVS 5.0.0 itself. */
const IN_THE_STANDARD: Readonly<Record<string, readonly [first: number, second: number]>> = {
  V1: [8, 19],
  V2: [4, 7],
  V3: [8, 11],
  V4: [2, 8],
  V5: [4, 5],
  V6: [13, 22],
  V7: [6, 12],
  V8: [4, 3],
  V9: [4, 3],
  V10: [5, 24],
  V11: [3, 11],
  V12: [3, 6],
  V13: [1, 12],
  V14: [2, 7],
  V15: [3, 10],
  V16: [0, 16],
  V17: [0, 7],
};

const chapterOf = (id: string): string => id.split(".")[0] ?? "";
const numbersOf = (id: string): number[] => id.slice(1).split(".").map(Number);

test("every requirement of levels 1 and 2 is there once, in the order of the standard", () => {
  const ids = requirements.map((it) => it.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/);
  const inOrder = ids.toSorted((a, b) => {
    const [x, y] = [numbersOf(a), numbersOf(b)];
    return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0) || (x[2] ?? 0) - (y[2] ?? 0);
  });
  expect(ids).toEqual(inOrder);
  const counts = Object.fromEntries(
    Object.keys(IN_THE_STANDARD).map((chapter) => [
      chapter,
      [1, 2].map((level) => requirements.filter((it) => chapterOf(it.id) === chapter && it.level === level).length),
    ]),
  );
  expect(counts).toEqual(IN_THE_STANDARD);
  expect(requirements.length).toBe(253);
});

test("each has one answer: tests, a dated review of a file that is there, why it does not apply, or what is open", () => {
  const count = { tests: 0, reviews: 0, "not applicable": 0, open: 0 };
  for (const it of requirements) {
    expect(it.about, it.id).toMatch(/\S{2}/);
    const answers = [it.tests, it.review, it.because, it.open].filter((answer) => answer !== undefined);
    expect(answers.length, it.id).toBe(1);
    expect(it.applies === false, it.id).toBe(it.because !== undefined);
    if (it.tests) {
      expect(it.tests.length, it.id).toBeGreaterThan(0);
      count.tests += 1;
    }
    if (it.review) {
      expect(it.review.on, it.id).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
      const [file = ""] = /^[\w./-]+/.exec(it.review.seen) ?? [];
      expect(file !== "" && existsSync(join(ROOT, file.replace(/[.,:]$/, ""))), `${it.id}: ${file}`).toBe(true);
      for (const named of filesNamedIn(it.review.seen)) expect(existsSync(join(ROOT, named)), named).toBe(true);
      count.reviews += 1;
    }
    if (it.because !== undefined) {
      expect(it.because, it.id).toMatch(/\S{2}/);
      count["not applicable"] += 1;
    }
    if (it.open !== undefined) {
      expect(it.open.length, it.id).toBeGreaterThan(15);
      for (const named of filesNamedIn(it.open)) expect(existsSync(join(ROOT, named)), named).toBe(true);
      count.open += 1;
    }
  }
  expect(count.tests + count.reviews).toBeGreaterThan(count.open * 4);
  process.stdout.write(
    `ASVS 5.0.0, levels 1 and 2: ${requirements.length} requirements, ${Object.entries(count)
      .map(([kind, number]) => `${kind} ${number}`)
      .join(", ")}\n`,
  );
});

/** Paths from the root that a sentence names in full. */
const filesNamedIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\b(?:src|docs|test)\/[\w./-]+\.(?:tsx?|js|md|json|txt)\b/g)].map((it) => it[0]);

test("every linked test is there", () => {
  const linked = requirements.flatMap((it) => it.tests ?? []);
  expect(linked.length).toBeGreaterThan(150);
  const titles = new Map<string, readonly string[]>();
  const titlesOf = (file: string): readonly string[] => {
    const known =
      titles.get(file) ?? (existsSync(join(ROOT, file)) ? titlesIn(readFileSync(join(ROOT, file), "utf8")) : []);
    titles.set(file, known);
    return known;
  };
  const missing = linked.filter(
    ({ file, name }) =>
      (name.length < 8 && name !== "password %s") ||
      titlesOf(file).filter((title) => title.includes(name)).length === 0,
  );
  expect(missing).toEqual([]);
});

/** A text right behind a bracket, followed by a function or by the options of a test: the title of a test. */
const titlesIn = (text: string): string[] =>
  [...text.matchAll(/\(\s*(["'`])((?:(?!\1)[^\n])+)\1,\s*(?:\{[^}]*\},\s*)?(?:async\s*)?\(/g)].map((it) => it[2] ?? "");

test("the page of written rules says the figures that the program holds", () => {
  const page = readFileSync(join(ROOT, "docs/security/README.md"), "utf8");
  const says = (text: string) => expect(page).toContain(text);
  for (const it of Object.values<Profile>(PROFILES)) {
    const composition =
      it.minKinds === 1 ? `${it.minLength}, any composition` : `${it.minLength}, ${it.minKinds} kinds`;
    const age = it.maxPasswordDays === null ? "" : `, ${it.maxPasswordDays} days`;
    const factor = it.secondFactorRoles.length === 0 ? "by choice" : "for the three administrators";
    says(
      `| ${it.name} | ${composition}${age} | ${it.strangerTries}, ${it.deviceTries} | ${it.idleMinutes} min | ${it.absoluteHours} h | ${it.oneTimeHours} h | ${factor} |`,
    );
  }
  says(CONTEXT_WORDS.map((it) => `\`${it}\``).join(" "));
  says(
    `${LIMITS.ordinary} ordinary calls, ${LIMITS.heavy} heavy ones (exports, imports, files), ${LIMITS.signIn} tries`,
  );
  const MiB = 1024 * 1024;
  says(`| ${(PURPOSES["document"]?.maxBytes ?? 0) / MiB} MiB | never unpacked |`);
  says(`| ${(PURPOSES["import"]?.maxBytes ?? 0) / MiB} MiB a file, 100 files, 128 MiB together |`);
  const { unpackedBytes, entries, ratio, fileBytes } = WORKBOOK_LIMITS;
  says(`| ${unpackedBytes / MiB} MiB, ${entries} entries, ratio ${ratio} |`);
  expect(fileBytes).toBe(PURPOSES["import"]?.maxBytes);
});
