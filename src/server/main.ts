import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { OperatorRefusal } from "#platform/operator-refusal.ts";
import { numberOf } from "#platform/setting.ts";
import { appOf } from "./app.ts";
import { openFirstAccounts } from "./first-run.ts";
import { hooks } from "./hooks.ts";
import { type OpenHouse, openHouse } from "./house.ts";
import { zh } from "./zh.ts";

/**
 * Starts the server: PORT (8080), HOST (this machine only unless it is set, for example 0.0.0.0), LIANXIN_DATA or
 * DATABASE_URL. `--empty` begins a zone without the demo and prints the first accounts.
 */
async function main(args: readonly string[]): Promise<void> {
  const port = numberOf("PORT", { least: 0, most: 65_535, otherwise: 8080 });
  const host = process.env["HOST"] ?? "127.0.0.1";
  const opening = openHouse({ demo: (house) => hooks.people?.(house()) ?? Promise.resolve(null) });
  let app: FastifyInstance | null = null;
  // From the first moment on: a signal while the database starts or the demo is made must leave no engine behind.
  const stopping = onSignal(async () => {
    say(zh.stopping);
    // Requests under way finish, then jobs put themselves back, the audit is sealed, the database closes.
    await app?.close();
    await (await opening).close();
    say(zh.stopped);
  });
  try {
    const open = await opening;
    const empty = args.includes("--empty");
    if (empty) await hooks.beforeEmpty?.(open.house);
    else await hooks.prepare?.(open, say);
    app = await appOf(open);
    const { log } = app;
    await open.startBackground((error) => log.error({ err: error }, "background work failed"));
    await app.listen({ port, host });
    // Passwords are shown once: only when nothing stands in the way of using them any more.
    if (empty) await beginEmpty(open);
    await announce(open, host, (app.server.address() as AddressInfo).port);
  } catch (error) {
    // Work cut off by a stop fails; the stop itself ends the process.
    if (stopping()) return;
    await opening.then(
      (open) => open.close(),
      () => undefined,
    );
    throw error;
  }
}

async function beginEmpty(open: OpenHouse): Promise<void> {
  const made = await openFirstAccounts(open.house);
  if (made === null) return say(zh.notEmpty);
  say(zh.firstAccounts);
  for (const it of made) say(zh.firstAccount(it.username, it.roleTerm, it.oneTimePassword));
}

async function announce(open: OpenHouse, host: string, port: number): Promise<void> {
  const shown = host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  say(zh.listening(`http://${shown}:${port}/`));
  const people = await open.house.demo();
  if (people) {
    say(zh.demoPeople);
    for (const it of people) say(zh.demoPerson(it));
  }
  say(zh.stopHint);
}

/** npm and a terminal may deliver one Ctrl-C twice; somebody who presses again later will not wait. */
const ONE_PRESS_MS = 1_500;

/** Runs `stop` on the first SIGINT or SIGTERM and ends the process; a later one ends it at once. Returns whether it is stopping. */
function onSignal(stop: () => Promise<void>): () => boolean {
  let since: number | null = null;
  const heard = (): void => {
    const now = performance.now();
    if (since !== null) {
      if (now - since > ONE_PRESS_MS) process.exit(1);
      return;
    }
    since = now;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
  return () => since !== null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A sentence for what a person can mend; everything else with its full trace. */
function sentenceOf(error: unknown): string {
  if (error instanceof OperatorRefusal) return error.message;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const port = error instanceof Error && "port" in error ? Number(error.port) : 0;
  if (code === "EADDRINUSE") return zh.portTaken(port);
  if (code === "EACCES" && port > 0) return zh.portForbidden(port);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${zh.failed}\n${sentenceOf(error)}\n`);
  process.exit(1);
});
