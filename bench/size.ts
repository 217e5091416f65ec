import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * How many lines the house is made of, by slice and kind, beside those before commit 41a7f85. Lines are
 * counted as they stand, blank ones and comments included. `node bench/size.ts [COMMIT]` compares with another one.
 */
const BEFORE = "41a7f85";
const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** What a file is, by its name: the first that fits. */
const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["tests", /\.(test|fixture)\.tsx?$/],
  ["sql", /\.sql$|\/([a-z]+-)*queries\.ts$/],
  ["pages", /\.(tsx|css)$|\/(desk|pocket)\/|^src\/web\//],
  ["texts", /\/zh\.ts$/],
  ["rules", /\/(rules|rules-[a-z-]+|provisions|asks|path|deeds)\.ts$/],
  ["contracts, routes", /\/(contract|routes|policy)\.ts$/],
  ["imports", /\/import-[a-z-]+\.ts$|\/roster\/(compare|row|rows|run|undo|vocabulary|write)\.ts$/],
  ["registers", /\/(registers|kept)\.ts$/],
  ["acts", /\/([a-z]+-)*acts\.ts$|\/(writes|effect|weigh|weigh-sheet|weighing)\.ts$/],
  ["other", /./],
];

/** Parts measured by themselves; where one moved after commit 41a7f85, both layouts are named. */
const PARTS: readonly (readonly [part: string, paths: RegExp])[] = [
  [
    "awards",
    /^src\/modules\/membership\/honours\/(awards\/|(import-)?awards?[a-z-]*\.|import-(row|vocabulary)\.|desk\/award)/,
  ],
  ["recruiting", /^src\/modules\/membership\/recruiting\/|\/migrations\/00(02|15)-recruiting/],
  ["elections", /^src\/modules\/organization\/elections\//],
  ["asked facts (the mechanism)", /^src\/platform\/forms\//],
  ["src", /^src\//],
];

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(folder, "src"), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.(tsx?|sql|css)$/.test(it.name) && it.name !== "columns.ts")
    .map((it) => {
      const file = join(it.parentPath, it.name);
      const text = readFileSync(file, "utf8");
      return { path: file.slice(folder.length).replace(/^\//, "").replaceAll("\\", "/"), text, lines: linesOf(text) };
    });
}

const linesOf = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
const sum = (of: readonly { readonly lines: number }[]): number => of.reduce((total, it) => total + it.lines, 0);
const kindOf = (path: string): string => KINDS.find(([, it]) => it.test(path))?.[0] ?? "other";

/** The slice of a file: a folder of a module that has an index.ts, the module itself, or a folder of the platform. */
function sliceIn(sources: readonly Source[]): (path: string) => string {
  const slices = new Set(sources.flatMap((it) => /^(src\/modules\/[^/]+\/[^/]+)\/index\.ts$/.exec(it.path)?.[1] ?? []));
  return (path) => {
    const [, room = "", first = "", second = ""] = path.split("/");
    const folder = `src/${room}/${first}/${second}`;
    if (room === "modules") return slices.has(folder) ? `${first}/${second}` : first;
    return room === "platform" ? `platform/${first.replace(/\.ts$/, "")}` : room;
  };
}

/** Functions that draw a dialog, by their lines. */
const dialogsIn = (sources: readonly Source[]): number[] =>
  sources
    .filter((it) => it.path.endsWith(".tsx"))
    .flatMap((it) => [...it.text.matchAll(/^(?:export )?function \w+\([^]*?^\}$/gm)].map(([body]) => body))
    .filter((body) => /<(?:\w+\.)?\w*(?:Modal|Dialog)\b/.test(body))
    .map(linesOf);

/** Routes as they are declared, by their lines. */
const routesIn = (sources: readonly Source[]): number[] =>
  sources
    .filter((it) => /\/([a-z]+-)*routes\.ts$/.test(it.path))
    .flatMap((it) => [
      ...it.text.matchAll(
        /^ {2}(?:question|deed|opening|get|post|put|patch|remove|answer|answerVisit)\((?:.*\)|[^]*?^ {2}\}?\)?\)),$/gm,
      ),
    ])
    .map(([body]) => linesOf(body));

const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;

type Figures = ReadonlyMap<string, number>;
function figuresOf(sources: readonly Source[]): { readonly parts: Figures; readonly slices: Figures } {
  const parts = new Map<string, number>();
  for (const [part, paths] of PARTS) {
    const own = sources.filter((it) => paths.test(it.path));
    parts.set(part, sum(own));
    for (const [kind] of KINDS) parts.set(`${part}: ${kind}`, sum(own.filter((it) => kindOf(it.path) === kind)));
  }
  const dialogs = dialogsIn(sources);
  parts.set("dialogs", dialogs.length);
  parts.set("dialogs: median lines", median(dialogs));
  const routes = routesIn(sources);
  parts.set("routes", routes.length);
  parts.set("routes: median lines", median(routes));
  const sliceOf = sliceIn(sources);
  const slices = new Map(
    [...Map.groupBy(sources, (it) => sliceOf(it.path))].map(([slice, of]) => [slice, sum(of)] as const),
  );
  return { parts, slices };
}

function print(title: string, before: Figures, after: Figures): void {
  console.log(`\n${title.padEnd(44)} ${"before".padStart(8)} ${"now".padStart(8)} ${"ratio".padStart(6)}`);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key) ?? 0, after.get(key) ?? 0];
    if (was === 0 && is === 0) continue;
    const ratio = was === 0 ? "new" : (is / was).toFixed(2);
    console.log(`${key.padEnd(44)} ${String(was).padStart(8)} ${String(is).padStart(8)} ${ratio.padStart(6)}`);
  }
}

const commit = process.argv[2] ?? BEFORE;
const folder = mkdtempSync(join(tmpdir(), "lianxin-size-"));
try {
  const archive = execFileSync("git", ["archive", "--format=tar", commit, "src"], { cwd: ROOT, maxBuffer: 1 << 28 });
  execFileSync("tar", ["-xf", "-", "-C", folder], { input: archive });
  const before = figuresOf(sourcesIn(folder));
  const now = figuresOf(sourcesIn(ROOT.replace(/\/$/, "")));
  console.log(`Lines at ${commit} and now. Paths that each part counts:`);
  for (const [part, paths] of PARTS) console.log(`  ${part}: ${paths.source.replaceAll("\\/", "/")}`);
  print("part, by kind", before.parts, now.parts);
  print("slice", before.slices, now.slices);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
