import { expect, test } from "vitest";
import { filesBeneath, type Import, importsOf, textOf } from "./source.ts";

/** The boundaries of the house (docs/architecture.md, section 7). Every law counts what it looked at: zero is a failure. */
const sources = filesBeneath("src", ".ts", ".tsx").filter((file) => !/\.test\.tsx?$/.test(file));
const imports: Import[] = sources.flatMap(importsOf);
const moduleOf = (file: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(file)?.[1];

function law(name: string, concerns: (it: Import) => boolean, allowed: (it: Import) => boolean): void {
  test(name, () => {
    const looked = imports.filter(concerns);
    expect(looked.length).toBeGreaterThan(0);
    expect(looked.filter((it) => !allowed(it)).map((it) => `${it.from} -> ${it.to}`)).toEqual([]);
  });
}

law(
  "modules meet at index.ts; pages may also read another module's contract and texts",
  (it) => moduleOf(it.from) !== undefined && moduleOf(it.to) !== undefined && moduleOf(it.from) !== moduleOf(it.to),
  (it) =>
    /^src\/modules\/[^/]+\/index\.ts$/.test(it.to) ||
    (/\/(desk|pocket)\//.test(it.from) && /\/(contract|zh)\.ts$|\/(desk|pocket)\//.test(it.to)),
);

law(
  "rules import rules, contracts, provisions and shared values only",
  (it) => /\/(rules|rules-[a-z-]+)\.ts$/.test(it.from),
  (it) => it.to.startsWith("src/shared/") || /\/(rules|rules-[a-z-]+|contract|provisions)\.ts$/.test(it.to),
);

law(
  "shared values know nothing of the house",
  (it) => it.from.startsWith("src/shared/"),
  (it) => it.to.startsWith("src/shared/") || it.to === "pinyin-pro",
);

law(
  "the platform knows no module",
  (it) => it.from.startsWith("src/platform/"),
  (it) => !it.to.startsWith("src/modules/") && !it.to.startsWith("src/server/"),
);

law(
  "pages never reach into the server",
  (it) => it.from.startsWith("src/web/") || /\/(desk|pocket)\//.test(it.from),
  (it) => (!it.to.startsWith("node:") && !/^src\/(platform|server)\//.test(it.to)) || it.to.endsWith("/contract.ts"),
);

law(
  "raw handles to the database stay in platform/database",
  (it) => it.to === "pg" || it.to === "kysely",
  (it) => it.to === "kysely" || it.from.startsWith("src/platform/") || it.from.startsWith("src/server/"),
);

test("scoped tables are named by the query builder, never inside raw SQL, outside platform/database", () => {
  const tables = filesBeneath("src", ".sql").flatMap((file) =>
    [...textOf(file).matchAll(/declare_class\('([a-z_]+)', 'scoped'/g)].map((it) => it[1] ?? ""),
  );
  expect(tables.length).toBeGreaterThan(10);
  const naming = new RegExp(`\\b(from|join|update|into)\\s+"?(${tables.join("|")})\\b`, "i");
  const looked = sources.filter((file) => file.endsWith(".ts") && !file.startsWith("src/platform/database/"));
  const found = looked.flatMap((file) =>
    [...textOf(file).matchAll(/sql(?:<[^`]*>)?`([^`]*)`/g)]
      .filter((it) => naming.test(it[1] ?? ""))
      .map((it) => `${file}: ${(it[1] ?? "").trim().slice(0, 80)}`),
  );
  expect(found.filter((it) => !OWNER_SQL.some((allowed) => it.startsWith(allowed)))).toEqual([]);
});

/** Files that work with the owner's pool by duty, beneath the door: sealing, backup, operation. */
const OWNER_SQL = ["src/platform/audit/", "src/platform/operate/", "src/platform/jobs/"];

test("only the acts that touch both sides of a border widen their reach", () => {
  const using = sources.filter((file) => /\bwidened\(/.test(textOf(file)) && file !== "src/platform/database/door.ts");
  expect(using).toEqual(WIDENING);
});

/**
 * Transfers close a membership at the sender's place; reorganisations span all organisations of the event; published
 * totals count persons whom the reader must not see, and only counts with small numbers hidden leave.
 */
const WIDENING: readonly string[] = ["src/modules/assessment/veiled.ts", "src/modules/membership/transfer-acts.ts"];

test("no column counts check-ins, points or time online (M14)", () => {
  const columns = filesBeneath("src", ".sql").flatMap((file) =>
    [...textOf(file).matchAll(/^\s+([a-z_]+)\s+(?:int|integer|bigint|smallint|numeric|interval)/gm)].map(
      (it) => `${file}: ${it[1]}`,
    ),
  );
  expect(columns.length).toBeGreaterThan(5);
  expect(columns.filter((it) => /check_?in|points|score_of_person|online|streak/.test(it))).toEqual([]);
});

test("the server writes to its log, never to the console", () => {
  const looked = sources.filter(
    (file) => file.endsWith(".ts") && !file.startsWith("src/web/") && !/\/(desk|pocket)\//.test(file),
  );
  expect(looked.length).toBeGreaterThan(50);
  expect(looked.filter((file) => /console\.(log|error|warn|info)\(/.test(textOf(file)))).toEqual([]);
});
