import { OperatorRefusal } from "./operator-refusal.ts";

/**
 * A setting from the environment that has named values. A misspelt one stops the start, so that it cannot weaken anything.
 *
 * @param values what may be written, and what it means.
 * @param otherwise when the setting is absent or empty.
 * @throws OperatorRefusal that names what may be written.
 */
export function settingOf<T>(name: string, values: Readonly<Record<string, T>>, otherwise: NoInfer<T>): T {
  const text = process.env[name] ?? "";
  if (text === "") return otherwise;
  const found = Object.entries(values).find(([it]) => it === text);
  if (found === undefined)
    throw new OperatorRefusal(
      `环境变量 ${name} 应当是 ${Object.keys(values).join("、")} 之一，现在是“${text}”。请改正后再启动；不设则用默认值。`,
    );
  return found[1];
}

/** A setting that is a whole number within limits. @throws OperatorRefusal that names them. */
export function numberOf(
  name: string,
  it: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = process.env[name] ?? "";
  if (text === "") return it.otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < it.least || value > it.most)
    throw new OperatorRefusal(
      `环境变量 ${name} 应当是 ${it.least} 到 ${it.most} 的整数，现在是“${text}”。请改正后再启动；不设则是 ${it.otherwise}。`,
    );
  return value;
}
