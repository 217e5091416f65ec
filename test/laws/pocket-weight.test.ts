import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { filesBeneath, textOf } from "./source.ts";

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const root = fileURLToPath(new URL("../../", import.meta.url));
const out = `${root}node_modules/.cache/pocket-weight`;
let manifest: Manifest = {};

/** Everything the first view fetches: the entry, what it imports statically, their styles. */
function firstView(entry: string): { chunks: string[]; files: string[] } {
  const chunks = new Set<string>();
  const walk = (key: string): void => {
    if (chunks.has(key)) return;
    chunks.add(key);
    for (const next of manifest[key]?.imports ?? []) walk(next);
  };
  walk(entry);
  const files = [...chunks].flatMap((key) => [manifest[key]?.file ?? "", ...(manifest[key]?.css ?? [])]);
  return { chunks: [...chunks], files: [...new Set(files)] };
}

async function gzipped(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(`${out}/${file}`), { level: 6 }).length),
  );
  return sizes.reduce((sum, it) => sum + it, 0);
}

beforeAll(async () => {
  // The test runner sets NODE_ENV to test, with which React would be bundled with all its warnings.
  vi.stubEnv("NODE_ENV", "production");
  await build({
    mode: "production",
    root: `${root}src/web`,
    configFile: `${root}vite.config.ts`,
    logLevel: "error",
    build: { outDir: out, emptyOutDir: true },
  });
  vi.unstubAllEnvs();
  manifest = JSON.parse(await readFile(`${out}/.vite/manifest.json`, "utf8")) as Manifest;
});

describe("weight of the pages", () => {
  test("Pocket's first view is at most 40 KB gzipped, a third of what was asked", async () => {
    const { files } = firstView("pocket/index.html");
    expect(files.length).toBeGreaterThan(1);
    expect(await gzipped([...files, "pocket/index.html"])).toBeLessThanOrEqual(40 * 1024);
  });

  test("the desk's first view is at most 450 KB gzipped", async () => {
    const { files } = firstView("index.html");
    expect(await gzipped([...files, "index.html"])).toBeLessThanOrEqual(450 * 1024);
  });

  test("Pocket carries nothing of Ant Design, of the desk or of the charts", async () => {
    const { files } = firstView("pocket/index.html");
    const code = (
      await Promise.all(files.filter((it) => it.endsWith(".js")).map((it) => readFile(`${out}/${it}`, "utf8")))
    ).join("\n");
    // Marks that survive minification: class prefixes and names of the libraries.
    for (const mark of ["ant-btn", "anticon", "echarts", "tree-pane"]) expect(code).not.toContain(mark);
    // The same marks are found where they belong, so that the search means something.
    const desk = (
      await Promise.all(
        firstView("index.html")
          .files.filter((it) => it.endsWith(".js"))
          .map((it) => readFile(`${out}/${it}`, "utf8")),
      )
    ).join("\n");
    expect(desk).toContain("anticon");
    expect(desk).toContain("tree-pane");
  });

  test("Pocket's sources import neither Ant Design nor the desk", async () => {
    const sources = filesBeneath("src", ".ts", ".tsx").filter((it) => it.includes("/pocket/"));
    expect(sources.length).toBeGreaterThan(20);
    for (const source of sources) {
      const imports = [...textOf(source).matchAll(/from "([^"]+)"/g)].map((it) => it[1] ?? "");
      expect(
        // What Pocket shares with the desk draws nothing: the two draw with different libraries.
        imports.filter((it) => /^(antd|@ant-design|echarts|@tanstack)|#web\/desk|#web\/common\/.*\.tsx$/.test(it)),
        source,
      ).toEqual([]);
    }
  });
});
