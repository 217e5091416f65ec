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
  "modules meet at index.ts; pages may also read another module's addresses, contract and texts",
  (it) => moduleOf(it.from) !== undefined && moduleOf(it.to) !== undefined && moduleOf(it.from) !== moduleOf(it.to),
  (it) =>
    /^src\/modules\/[^/]+\/index\.ts$/.test(it.to) ||
    (/\/(desk|pocket)\//.test(it.from) && /\/(address|contract|zh)\.ts$|\/(desk|pocket)\//.test(it.to)),
);

law(
  "rules and paths import rules, paths, contracts, provisions, asked facts and shared values only",
  (it) => /\/(rules|rules-[a-z-]+|path)\.ts$/.test(it.from),
  (it) => it.to.startsWith("src/shared/") || /\/(rules|rules-[a-z-]+|path|contract|provisions|asks)\.ts$/.test(it.to),
);

law(
  "what a form asks is a declaration: it knows the builders of facts, rules and shared values only",
  (it) => it.from.startsWith("src/modules/") && it.from.endsWith("/asks.ts"),
  (it) => it.to.startsWith("src/shared/") || /\/(rules|rules-[a-z-]+|asks)\.ts$/.test(it.to),
);

/** What the browser runs of a form and of a kept register; its body and its rows are the server's. */
const FORMS_IN_BROWSER = /^src\/platform\/(forms\/(asks|faults|said|zh)|kept\/asks)\.ts$/;

law(
  "forms say the same in the browser as on the server: what runs in both knows shared values, shapes and texts only",
  (it) => FORMS_IN_BROWSER.test(it.from),
  (it) =>
    it.to.startsWith("src/shared/") ||
    FORMS_IN_BROWSER.test(it.to) ||
    /^src\/platform\/http\/(shapes|zh)\.ts$/.test(it.to),
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
  (it) =>
    (!it.to.startsWith("node:") && !/^src\/(platform|server)\//.test(it.to)) ||
    /\/(address|contract)\.ts$/.test(it.to) ||
    FORMS_IN_BROWSER.test(it.to),
);

law(
  "raw handles to the database stay in platform/database",
  (it) => it.to === "pg" || it.to === "kysely",
  (it) => it.to === "kysely" || it.from.startsWith("src/platform/") || it.from.startsWith("src/server/"),
);

test("contracts define none of the shapes that all share", () => {
  const contracts = sources.filter((file) => /\/(contract|routes)\.ts$/.test(file));
  expect(contracts.length).toBeGreaterThan(30);
  const own: readonly [string, RegExp][] = [
    ["an id", /format: "uuid"|\[0-9a-f\]\{8\}/],
    ["a day", /format: "date"|\\?(?:d|\[0-9\])\{4\}-(?:\\+d|\[0-9\])\{2\}-/],
    ["a value or null", /Type\.Union\(\[[^[\]]*,\s*Type\.Null\(\)\s*,?\s*\]/],
    ["what was made", /export const (?!ById\b)\w+ = Type\.Object\(\{ id: Id \}\)/],
    ["a code", /Type\.Enum\(\[\.\.\.codeSet\(/],
    ["a provision", /\bgist: Type\.String\(\)/],
    ["one of the shared names", /\bconst (?:Id|IdOf|Day|DayText|DayOf|Nullable|Or|OneOf|Made|ProvisionView) =/],
  ];
  const found = contracts.flatMap((file) =>
    own.filter(([, shape]) => shape.test(textOf(file))).map(([what]) => `${file} defines ${what}`),
  );
  expect(found).toEqual([]);
});

test("a provision is shown by one function and its force in one set of words", () => {
  const looked = sources.filter((file) => file !== "src/shared/finding.ts");
  const picking = looked.filter((file) => /\bgist, force, confirmed\b/.test(textOf(file)));
  expect(picking).toEqual([]);
  const wording = looked.filter((file) => /\bmust: "[^"]*",\s*should: "[^"]*",\s*house: "/.test(textOf(file)));
  expect(wording).toEqual([]);
  expect(looked.filter((file) => /\bprovisionView\(|\(provisionView\)/.test(textOf(file))).length).toBeGreaterThan(10);
});

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
 * Transfers close a membership at the sender's place; a floating case is offered to the branch where the member lives; reorganisations span all organisations of the event; published
 * totals count persons whom the reader must not see, and only counts with small numbers hidden leave.
 */
const WIDENING: readonly string[] = [
  "src/modules/assessment/veiled.ts",
  "src/modules/membership/floating/acts.ts",
  "src/modules/membership/transfers/hand-over-acts.ts",
];

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

test("the server asks no other host: the database is its only neighbour", () => {
  const server = sources.filter(
    (file) => /^src\/(platform|server|shared|modules)\//.test(file) && file.endsWith(".ts"),
  );
  const pages = (file: string) => /\/(desk|pocket)\//.test(file);
  const calling = server.filter(
    (file) => !pages(file) && /\bfetch\(\s*[`"']|\bnew (WebSocket|EventSource)\(/.test(textOf(file)),
  );
  expect(server.length).toBeGreaterThan(200);
  expect(calling).toEqual([]);
  const network = new Set(
    ["http", "https", "http2", "net", "tls", "dgram", "dns"].flatMap((it) => [`node:${it}`, `node:${it}/promises`, it]),
  );
  const reaching = imports.filter(
    (it) => network.has(it.to) || /^(undici|axios|got|node-fetch|nodemailer|ldapjs)$/.test(it.to),
  );
  // A free port for the engine on Windows, and the type of our own listener's address.
  expect(reaching.map((it) => `${it.from} -> ${it.to}`)).toEqual([
    "src/platform/database/embedded.ts -> node:net",
    "src/server/main.ts -> node:net",
  ]);
});

test("no text becomes code or markup: no eval, no raw HTML, no messages between windows", () => {
  const used = sources.filter((file) =>
    /\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML|document\.write|window\.open\(/.test(
      textOf(file),
    ),
  );
  expect(sources.length).toBeGreaterThan(300);
  expect(used).toEqual([]);
  expect(sources.filter((file) => textOf(file).includes("postMessage"))).toEqual([]);
});

test("what somebody wrote is quoted by one function, which cuts it", () => {
  const texts = sources.filter((file) => !/^src\/web\/|\/(desk|pocket)\//.test(file));
  expect(texts.filter((file) => /\$\{quoted\(/.test(textOf(file))).length).toBeGreaterThan(10);
  expect(texts.filter((file) => /读到[^“”`\n]{0,12}“\$\{/.test(textOf(file)))).toEqual([]);
});

test("only the engine of the database and who reads workbooks are started as processes, never through a shell that reads a name", () => {
  const starting = imports.filter((it) => it.to === "node:child_process").map((it) => it.from);
  expect(starting).toEqual([
    "src/platform/database/embedded.ts",
    "src/platform/database/placement.ts",
    "src/platform/registers/import/reading.ts",
  ]);
  for (const file of starting) expect(textOf(file), file).not.toMatch(/shell:\s*true|\bexec(Sync)?\(/);
});

test("every package is pinned, comes from a registry with its digest, and the direct ones name one version", () => {
  const lock = JSON.parse(textOf("package-lock.json")) as {
    packages: Record<string, { version?: string; integrity?: string; link?: boolean; resolved?: string }>;
  };
  const packages = Object.entries(lock.packages).filter(([name]) => name !== "");
  expect(packages.length).toBeGreaterThan(300);
  const loose = packages.filter(
    ([, it]) => it.link === true || !it.integrity?.startsWith("sha512-") || /^(git|file|http:)/.test(it.resolved ?? ""),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
  const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<string, object>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

test("a raw condition with `or` stands in brackets: joined to others by `and`, it would let in what they keep out", () => {
  const bare = (text: string): string => {
    const shorter = text.replace(/\$\{[^{}]*\}|\([^()]*\)|\bcase\b[^()]*?\bend\b/gis, " it ");
    return shorter === text ? text : bare(shorter);
  };
  const conditions = sources
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...textOf(file).matchAll(/sql<(?:SqlBool|boolean)>`((?:[^`\\]|\\.)*)`/g)].map((it) => ({
        file,
        text: it[1] ?? "",
      })),
    );
  expect(conditions.length).toBeGreaterThan(50);
  expect(conditions.filter((it) => /\bor\b/i.test(bare(it.text))).map((it) => `${it.file}: ${it.text}`)).toEqual([]);
  expect(bare("a = 1 or b = (c or d)")).toMatch(/\bor\b/);
});
