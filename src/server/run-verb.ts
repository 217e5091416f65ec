import { systemActor } from "#platform/access/index.ts";
import { problemOf } from "#platform/http/failure.ts";
import { OperatorRefusal } from "#platform/operator-refusal.ts";
import { type OpenHouse, openHouse } from "./house.ts";
import { joined, PARTS } from "./modules.ts";
import { VERBS } from "./verbs/index.ts";
import { UsageFault, type Verb, VerbRefusal } from "./verbs/verb.ts";
import { zh } from "./zh.ts";

/** Where a run of the command line prints, and how it opens the house. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly open?: () => Promise<OpenHouse>;
}

/**
 * Runs one verb. Exit codes: 0 done, 1 refused, 2 not understood, 3 a fault of the program. With `--json` one object is
 * printed instead of lines: `{ok, …data}` or `{ok: false, problem, title, detail, errors}`.
 */
export async function runVerb(argv: readonly string[], terminal: Terminal): Promise<number> {
  const json = argv.includes("--json");
  const words = argv.filter((it) => it !== "--json").map((it) => (it === "--version" ? "version" : it));
  const verb = VERBS.toSorted((a, b) => b.name.length - a.name.length).find((it) =>
    `${words.join(" ")} `.startsWith(`${it.name} `),
  );
  if (!verb) return help(words, terminal);
  let opened: OpenHouse | null = null;
  const data: Record<string, unknown> = {};
  const lines: string[] = [];
  let answer: { readonly value: unknown } | null = null;
  try {
    const fine = await verb.run({
      actor: systemActor("command-line"),
      args: words.slice(verb.name.split(" ").length),
      open: async () => (opened ??= await (terminal.open ?? openHouse)()),
      say: (line, more) => {
        lines.push(line);
        Object.assign(data, more);
      },
      answer: (value) => {
        answer = { value };
      },
    });
    const ok = fine !== false;
    const told = (answer as { readonly value: unknown } | null)?.value ?? { ok, ...data };
    terminal.out(json ? `${JSON.stringify(told)}\n` : lines.map((it) => `${it}\n`).join(""));
    return ok ? 0 : 1;
  } catch (error) {
    return refuse(verb, error, json, terminal);
  } finally {
    if (opened !== null && !terminal.open) await (opened as OpenHouse).close();
  }
}

function refuse(verb: Verb, error: unknown, json: boolean, terminal: Terminal): number {
  const tell = (
    code: number,
    body: { problem: string; title: string; detail?: string; errors?: readonly unknown[] },
  ): number => {
    if (json) terminal.out(`${JSON.stringify({ ok: false, ...body })}\n`);
    else
      terminal.error(
        [body.title, body.detail, ...(body.errors ?? []).map((it) => `  ${(it as { message: string }).message}`)]
          .filter((it) => it !== undefined && it !== "")
          .map((it) => `${it}\n`)
          .join(""),
      );
    return code;
  };
  if (error instanceof UsageFault) return tell(2, { problem: "usage", title: zh.cli.badArguments(verb.usage) });
  if (error instanceof VerbRefusal || error instanceof OperatorRefusal)
    return tell(1, { problem: "refused", title: error.message });
  const problem = problemOf(error, joined(PARTS.map((it) => it.constraints)));
  if (problem)
    return tell(1, { problem: problem.slug, title: problem.title, detail: problem.detail, errors: problem.faults });
  return tell(3, {
    problem: "fault",
    title: zh.cli.fault,
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}

function help(words: readonly string[], terminal: Terminal): number {
  const asked = words.length === 0 || ["help", "--help", "-h"].includes(words[0] ?? "");
  const width = Math.max(...VERBS.map((it) => it.name.length));
  const lines = [
    ...(asked ? [] : [zh.cli.unknown(words.join(" "))]),
    zh.cli.usage,
    zh.cli.commands,
    ...VERBS.flatMap((it) => [`  ${it.name.padEnd(width)}  ${it.summary}`, `  ${" ".repeat(width)}  ${it.usage}`]),
    zh.cli.data,
  ];
  (asked ? terminal.out : terminal.error)(lines.map((it) => `${it}\n`).join(""));
  return asked ? 0 : 2;
}
