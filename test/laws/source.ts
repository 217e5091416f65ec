import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { expect } from "vitest";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** All files beneath a folder of the repository with one of these endings, as paths from the root. */
export function filesBeneath(folder: string, ...endings: string[]): string[] {
  const out: string[] = [];
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (endings.some((ending) => entry.name.endsWith(ending))) out.push(relative(ROOT, path));
    }
  };
  walk(join(ROOT, folder));
  return out.sort();
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

export interface Import {
  readonly from: string;
  /** Repository path for our own files, package name otherwise. */
  readonly to: string;
  /** False where only types are taken: nothing of it is left at run time. */
  readonly value: boolean;
  /** Waits until it is asked for. */
  readonly dynamic: boolean;
  /** What is taken by name; null for the whole (a namespace, a dynamic import, `export *`). */
  readonly names: readonly string[] | null;
  /** Passed on under these names by a re-export. */
  readonly as: readonly string[] | null;
}

const ALIASES: Readonly<Record<string, string>> = {
  "#shared/": "src/shared/",
  "#platform/": "src/platform/",
  "#modules/": "src/modules/",
  "#server/": "src/server/",
  "#web/": "src/web/",
  "#demo/": "demo/",
  "#test/": "test/",
};

interface Named {
  readonly kind: "Name" | "NamespaceObject" | "Default" | "All" | "AllButDefault" | "None";
  readonly name: string | null;
}
interface Taken {
  readonly importName: Named;
  readonly isType: boolean;
}
interface Given extends Taken {
  readonly moduleRequest: { readonly value: string } | null;
  readonly exportName: Named;
  readonly localName: Named;
}
interface Module {
  readonly staticImports: readonly {
    readonly moduleRequest: { readonly value: string };
    readonly entries: readonly Taken[];
  }[];
  readonly staticExports: readonly { readonly entries: readonly Given[] }[];
  readonly dynamicImports: readonly { readonly moduleRequest: { readonly start: number; readonly end: number } }[];
}

const parsed = new Map<string, Module>();
function moduleOf(file: string): Module {
  const known = parsed.get(file);
  if (known) return known;
  const { program, module } = parseSync(file, textOf(file)) as unknown as { program: unknown; module: Module };
  if (!program) throw new Error(`${file} cannot be read`);
  parsed.set(file, module);
  return module;
}

const namesOf = (entries: readonly Taken[]): string[] | null =>
  entries.some((it) => it.importName.kind !== "Name" && it.importName.kind !== "Default")
    ? null
    : entries.map((it) => it.importName.name ?? "default");

/** Every static, dynamic and re-exporting import of a file, types included. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  const module = moduleOf(file);
  const taken = module.staticImports.map(({ moduleRequest, entries }) => ({
    name: moduleRequest.value,
    value: entries.length === 0 || entries.some((it) => !it.isType),
    dynamic: false,
    names: namesOf(entries),
    as: null,
  }));
  const passedOn = module.staticExports.flatMap((it) =>
    it.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [
            {
              name: entry.moduleRequest.value,
              value: !entry.isType,
              dynamic: false,
              names: namesOf([entry]),
              as: entry.exportName.name === null ? null : [entry.exportName.name],
            },
          ]
        : [],
    ),
  );
  const later = module.dynamicImports.map((it) => ({
    name: text.slice(it.moduleRequest.start + 1, it.moduleRequest.end - 1),
    value: true,
    dynamic: true,
    names: null,
    as: null,
  }));
  return [...taken, ...passedOn, ...later].map(({ name, ...more }) => ({
    from: file,
    to: resolved(file, name),
    ...more,
  }));
}

/** The names that a file declares and exports itself, types included. */
export const exportsOf = (file: string): string[] =>
  moduleOf(file).staticExports.flatMap((it) =>
    it.entries.flatMap((entry) => (entry.moduleRequest === null ? [entry.exportName.name ?? "default"] : [])),
  );

/** How many lines a list of exceptions has: lowered with every line that goes, raised for none. */
const MOST = {
  circles: 0,
  "dead-code": 23,
  events: 58,
  migrations: 24,
  provisions: 56,
  refusals: 101,
  slices: 22,
} as const;

/**
 * What a law lets pass for now, a line each in `test/laws/exceptions/`; lines that begin with # say why. A line that is
 * needed no more is a failure, and so is a list that has not its count in {@link MOST}.
 */
export function exceptionsTo(law: keyof typeof MOST): string[] {
  const lines = textOf(`test/laws/exceptions/${law}.txt`)
    .split("\n")
    .filter((it) => it !== "" && !it.startsWith("#"));
  expect(lines, `lines of test/laws/exceptions/${law}.txt`).toHaveLength(MOST[law]);
  return lines;
}

function resolved(file: string, name: string): string {
  for (const [alias, folder] of Object.entries(ALIASES))
    if (name.startsWith(alias)) return folder + name.slice(alias.length);
  if (name.startsWith(".")) return relative(ROOT, resolve(ROOT, dirname(file), name));
  return name;
}
