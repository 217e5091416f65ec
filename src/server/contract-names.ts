import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Type } from "typebox";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/**
 * The schemas that contracts export, by the names they export them under: what the interface document calls them. Where
 * two contracts use one name for different things, the folder stands before it.
 */
export async function contractNames(): Promise<ReadonlyMap<object, string>> {
  const exported: { readonly name: string; readonly folder: string; readonly schema: object }[] = [];
  for (const file of contracts()) {
    const content = (await import(pathToFileURL(join(SOURCE, file)).href)) as Readonly<Record<string, unknown>>;
    const folder = file.split("/").at(-2) ?? "";
    for (const [name, schema] of Object.entries(content))
      if (Type.IsSchema(schema)) exported.push({ name, folder, schema });
  }
  const names = new Map<object, string>();
  for (const { name, folder, schema } of exported) {
    if (names.has(schema)) continue;
    const alone = exported.every((it) => it.name !== name || it.schema === schema);
    names.set(schema, alone ? name : `${inCapitals(folder)}${name}`);
  }
  return names;
}

/** Files of the program that hold contracts, in one order. */
function contracts(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .map((it) => it.replaceAll("\\", "/"))
    .filter((it) => /(^|\/)([a-z-]*contract[a-z-]*|shapes)\.ts$/.test(it) && !it.endsWith(".test.ts"))
    .sort();
}

const inCapitals = (text: string): string =>
  text
    .split("-")
    .map((it) => `${it[0]?.toUpperCase() ?? ""}${it.slice(1)}`)
    .join("");
