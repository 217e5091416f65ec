import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

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

/** Every static, dynamic and re-exporting import of a file, types included. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  const { program, module } = parseSync(file, text) as unknown as {
    program: unknown;
    module: {
      staticImports: { moduleRequest: { value: string } }[];
      staticExports: { entries: { moduleRequest: { value: string } | null }[] }[];
      dynamicImports: { moduleRequest: { start: number; end: number } }[];
    };
  };
  if (!program) throw new Error(`${file} cannot be read`);
  const names = [
    ...module.staticImports.map((it) => it.moduleRequest.value),
    ...module.staticExports.flatMap((it) =>
      it.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((it) => text.slice(it.moduleRequest.start + 1, it.moduleRequest.end - 1)),
  ];
  return names.map((name) => ({ from: file, to: resolved(file, name) }));
}

function resolved(file: string, name: string): string {
  for (const [alias, folder] of Object.entries(ALIASES))
    if (name.startsWith(alias)) return folder + name.slice(alias.length);
  if (name.startsWith(".")) return relative(ROOT, resolve(ROOT, dirname(file), name));
  return name;
}
