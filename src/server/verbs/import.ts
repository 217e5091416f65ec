import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type Actor, accountActor } from "#platform/access/index.ts";
import { newId } from "#platform/database/ids.ts";
import { act, ask } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { commitImport, type Manner, previewImport } from "#platform/registers/import/acts.ts";
import { openDrop } from "#platform/registers/import/open-drop.ts";
import { type ImportCounts, passOver } from "#platform/registers/import/passage.ts";
import { importRows, importView } from "#platform/registers/import/queries.ts";
import type { RowOutcome } from "#platform/registers/importer.ts";
import { type Day, isDay } from "#shared/day.ts";
import { refuseHalfMade } from "../demo-start.ts";
import { zh } from "../zh.ts";
import { accountNamed } from "./user.ts";
import { UsageFault, type Verb, VerbRefusal } from "./verb.ts";

const VERB = "registers.import";
const LISTED = new Set(["warning", "conflict", "faulty"]);

/** One file as a program reads it with --json. */
interface FileReport extends ImportCounts {
  readonly file: string;
  readonly register: string | null;
  readonly refusal: string | null;
  /** Heading of the file → field of the register. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly rows_read: number;
}

interface RowReport {
  /** Which data row of the file it is, from 1. */
  readonly row: number;
  readonly sheet: string;
  /** Row in the sheet, from 1. */
  readonly sheetRow: number;
  readonly kind: string;
  readonly name: string;
  readonly reasons: readonly string[];
}

type Report = Omit<FileReport, "rows"> & { readonly rows: readonly RowReport[] };

/**
 * Previews files, and with `--commit` writes them: the same passage over the same files as on the page. As the system, or
 * with `--as` within the reach of an account. What is not written because of its rows comes back with them.
 */
export const importVerb: Verb = {
  name: "import",
  usage: "import <文件…> [--commit good-rows|all-or-nothing] [--as-of 2026-06-30] [--as <用户名>]",
  summary: "预览表格（党组织信息表、党员花名册）；加 --commit 才写入",
  async run(session) {
    const { paths, manner, asOf, as } = parsed(session.args);
    const files = await Promise.all(paths.map(readOne));
    const { house } = await session.open();
    await refuseHalfMade(house);
    const today = house.clock.today();
    if (asOf !== null && asOf > today) throw new UsageFault();
    const actor = as === null ? session.actor : await actorNamed(house, as);
    const say = (reports: readonly Report[], last: string, data: Readonly<Record<string, unknown>>): void => {
      for (const report of reports) for (const line of inWords(report)) session.say(line);
      session.say(last, { ...data, files: reports });
    };
    if (manner === null) {
      say(await previewOnly(house, actor, files, asOf ?? today), zh.cli.importPreviewed, { committed: false });
      return true;
    }
    try {
      say(await committed(house, actor, files, asOf, manner), zh.cli.importCommitted, { committed: true });
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || !BECAUSE_OF_ROWS.has(error.slug)) throw error;
      const { slug, title, detail } = error;
      const reports = await previewOnly(house, actor, files, asOf ?? today);
      say(reports, `${title}。${detail}`, { committed: false, problem: slug, title, detail });
      return false;
    }
  },
};

/** Refusals that only make sense with the rows they speak of. */
const BECAUSE_OF_ROWS: ReadonlySet<string> = new Set(["not-all-good", "nothing-to-import"]);

/** The account with what it holds today; the audit says that its hand was the command line. */
async function actorNamed(house: House, username: string): Promise<Actor> {
  const actor = await accountActor(house, await accountNamed(house, username));
  if (actor === null) throw new VerbRefusal(zh.cli.accountDisabled(username));
  if (house.policy.placesOf(actor, VERB).length === 0) throw new VerbRefusal(zh.cli.mayNotImport(username));
  return { ...actor, name: zh.cli.onBehalf(actor.name) };
}

function parsed(args: readonly string[]): {
  paths: string[];
  manner: Manner | null;
  asOf: Day | null;
  as: string | null;
} {
  const { values, positionals } = read(args);
  const { commit, "as-of": day, as } = values;
  if (positionals.length === 0) throw new UsageFault();
  if (commit !== undefined && commit !== "good-rows" && commit !== "all-or-nothing") throw new UsageFault();
  if (day !== undefined && !isDay(day)) throw new UsageFault();
  return { paths: positionals, manner: commit ?? null, asOf: day ?? null, as: as ?? null };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { commit: { type: "string" }, "as-of": { type: "string" }, as: { type: "string" } },
      allowPositionals: true,
    });
  } catch {
    throw new UsageFault();
  }
}

async function readOne(path: string): Promise<{ name: string; content: Buffer }> {
  try {
    return { name: basename(path), content: await readFile(path) };
  } catch {
    throw new VerbRefusal(`读不到文件“${path}”。请核对路径后再试，没有写入任何内容。`);
  }
}

/** Nothing is stored: the files are read here and weighed in a transaction that cannot write. */
async function previewOnly(
  house: House,
  actor: Actor,
  files: readonly { name: string; content: Buffer }[],
  asOf: Day,
): Promise<Report[]> {
  const toOpen = files.map((file, position) => ({ id: newId(), position, ...file }));
  const drop = await openDrop(house.imports.importers, toOpen, new Map());
  try {
    const kept = new Map<string, RowReport[]>();
    const passed = await ask(house, actor, VERB, null, ({ tx, today }) =>
      passOver({
        house,
        tx,
        actor,
        today,
        asOf,
        batchId: newId(),
        organizationId: null,
        ...drop,
        decisions: () => undefined,
        async onRows(file, _rows, outcomes) {
          const rows = outcomes.filter((it) => LISTED.has(it.kind)).map(rowReport);
          kept.set(file.id, [...(kept.get(file.id) ?? []), ...rows]);
        },
      }),
    );
    return passed.map(({ file, counts, notes }) => ({
      ...counts,
      file: file.name,
      register: file.importer?.register ?? null,
      refusal: file.refusal,
      mapping: Object.fromEntries((file.tables[0]?.matched ?? []).map((it) => [it.heading, it.field])),
      notes,
      rows_read: counts.rows,
      rows: kept.get(file.id) ?? [],
    }));
  } finally {
    await drop.reading.close();
  }
}

function rowReport(outcome: RowOutcome): RowReport {
  const { ordinal, sheet, row } = outcome.source;
  return { row: ordinal, sheet, sheetRow: row, kind: outcome.kind, name: outcome.name, reasons: outcome.reasons };
}

/** Previewed and written in one transaction: all of it is there, or nothing is. */
async function committed(
  house: House,
  actor: Actor,
  files: readonly { name: string; content: Buffer }[],
  asOf: Day | null,
  manner: Manner,
): Promise<Report[]> {
  const id = await act(house, actor, VERB, null, async (doing) => {
    const made = await previewImport(doing, { files, atOnce: true, ...(asOf === null ? {} : { asOf }) });
    await commitImport(doing, made.id, manner, true);
    return made.id;
  });
  return await ask(house, actor, VERB, null, async ({ tx }) => {
    const view = await importView(house, tx, id);
    const reports: Report[] = [];
    for (const file of view.files) {
      const rows: RowReport[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await importRows(tx, id, { file: file.id, cursor });
        for (const it of page.rows.filter((one) => LISTED.has(one.kind))) {
          const { ordinal, sheet, row, kind, name, reasons } = it;
          rows.push({ row: ordinal, sheet, sheetRow: row, kind, name, reasons });
        }
        if (page.next === null) break;
        cursor = page.next;
      }
      reports.push({
        ...file.counts,
        file: file.name,
        register: file.register,
        refusal: file.refusal,
        mapping: Object.fromEntries(file.headings.flatMap((it) => (it.field === null ? [] : [[it.text, it.field]]))),
        notes: file.notes,
        rows_read: file.counts.rows,
        rows,
      });
    }
    return reports;
  });
}

function inWords(report: Report): string[] {
  if (report.refusal !== null) return [`${report.file}：${report.refusal}`];
  const { new: added, changed, unchanged, warning, conflict, faulty } = report;
  return [
    `${report.file}：${report.rows_read}行，新增${added}，变更${changed}，未变${unchanged}，提示${warning}，冲突${conflict}，有误${faulty}`,
    ...report.notes.map((note) => `  ${note}`),
    ...report.rows.map(
      (row) =>
        `  第${row.row}条${row.sheetRow === row.row ? "" : `（第${row.sheetRow}行）`} ${zh.cli.rowKinds[row.kind] ?? row.kind} ${row.name} ${row.reasons.join("；")}`,
    ),
  ];
}
