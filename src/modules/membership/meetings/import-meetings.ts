import { sql } from "kysely";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Doing } from "#platform/house.ts";
import type {
  Decisions,
  Drop,
  FileContext,
  Importer,
  ImportRun,
  Place,
  RowOutcome,
  SourceRow,
  UndoOutcome,
} from "#platform/registers/importer.ts";
import { outcomeOf, RowDeeds } from "#platform/registers/row-outcome.ts";
import type { Day } from "#shared/day.ts";
import { keptBecause, LedgerBranch, type LedgerWords } from "../ledger-import.ts";
import { placeAbove } from "../roster/told.ts";
import { type LedgerReading, readLedgerRow } from "./import-row.ts";
import { LEDGER_FIELDS } from "./import-vocabulary.ts";
import { titleOf } from "./plan-acts.ts";
import { anyOf, MEETING_BRANCHES } from "./writes.ts";

/** A ledger is called 某支部2026年三会一课记录. */
const WORDS: LedgerWords = {
  itself: /(?:19|20)\d{2}年?度?|(?:三会一课|主题党日|会议|组织生活).*$/gu,
  column: "主办党组织",
  unseen: "看不出是哪个党支部的会议",
};

interface RowDeed {
  readonly meeting: Record<string, unknown> & {
    readonly id: string;
    readonly orgPath: string;
    readonly kinds: readonly string[];
  };
  readonly item: Record<string, unknown> | null;
}

interface Reading extends LedgerReading {
  readonly source: SourceRow;
  readonly place: Place | null;
  readonly all: readonly string[];
}

/** The same branch, day and kinds: the same meeting. */
const keyOf = (organizationId: string, on: Day, kinds: readonly string[], groupName: string | null): string =>
  `${organizationId} ${on} ${kinds.join(",")} ${groupName ?? ""}`;

/** One passage over ledgers of meetings. They bring numbers and not names: the numbers are kept as told. */
class MeetingRun implements ImportRun {
  readonly #drop: Drop;
  readonly #branch: LedgerBranch;
  readonly #deeds = new RowDeeds<RowDeed>();
  readonly #seen = new Map<string, number>();
  #file: FileContext | null = null;

  constructor(drop: Drop) {
    this.#drop = drop;
    this.#branch = new LedgerBranch(drop, WORDS);
  }

  begin(file: FileContext): void {
    this.#file = file;
    this.#branch.begin(file);
  }

  end(): readonly string[] {
    return this.#deeds.size === 0 && this.#seen.size === 0
      ? []
      : ["台账只有人数、没有名单：按台账的应到、实到人数登记，以后可以打开会议补勾名单"];
  }

  async evaluate(rows: readonly SourceRow[], decisions: Decisions): Promise<readonly RowOutcome[]> {
    void decisions;
    const file = this.#file;
    if (!file) throw new Error("a sheet begins before its rows");
    const readings = rows.map((source) => this.#read(source));
    const there = await this.#there(readings);
    return readings.map((it) => this.#weigh(it, file, there));
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const deeds = this.#deeds.take(outcomes);
    for (const { meeting } of deeds)
      await doing.tx
        .insertInto("meeting")
        .values({ ...meeting, kinds: sql<string[]>`${meeting.kinds as string[]}::text[]` } as never)
        .execute();
    await insertMany(
      doing.tx,
      "meetingItem",
      deeds.flatMap((it) => (it.item ? [it.item] : [])),
    );
    if (deeds.length > 0)
      await doing.tell({
        event: "membership.meeting.imported",
        organizationId: null,
        orgPath: placeAbove(deeds.map((it) => it.meeting.orgPath)),
        target: { kind: "import", id: this.#drop.batchId, name: this.#file?.name ?? "" },
        details: { count: deeds.length },
        persons: [],
      });
  }

  forget(): void {
    this.#deeds.clear();
  }

  #read(source: SourceRow): Reading {
    const reading = readLedgerRow(source.cells);
    const faults = [...(source.faults ?? []), ...reading.faults];
    const place = this.#placeOf(reading, faults);
    if (reading.row.on !== null && reading.row.on > this.#drop.today && !reading.row.cancelled)
      faults.push(`会议日期：${reading.row.on}还没有到，台账只登记开过的会`);
    return { ...reading, source, place, all: faults };
  }

  #placeOf({ row }: LedgerReading, faults: string[]): Place | null {
    const place = this.#branch.ofRow(row.branch, faults);
    if (!place) return null;
    if (!(MEETING_BRANCHES as readonly string[]).includes(place.kind)) {
      faults.push(`主办党组织：“${place.shortName}”不是党支部`);
      return null;
    }
    return place;
  }

  /** Meetings of these branches that stand on these days. */
  async #there(readings: readonly Reading[]): Promise<Map<string, string>> {
    const good = readings.filter((it) => it.all.length === 0 && it.place !== null && it.row.on !== null);
    if (good.length === 0) return new Map();
    const rows = await this.#drop.tx
      .selectFrom("meeting")
      .select(["id", "organizationId", "meetsOn", "kinds", "groupName"])
      .where("organizationId", "=", anyOf([...new Set(good.map((it) => it.place?.id ?? ""))]))
      .where("meetsOn", "=", sql<Day>`any(${[...new Set(good.map((it) => it.row.on ?? ""))]}::date[])`)
      .execute();
    return new Map(rows.map((it) => [keyOf(it.organizationId, it.meetsOn, it.kinds, it.groupName), it.id]));
  }

  #weigh(reading: Reading, file: FileContext, there: ReadonlyMap<string, string>): RowOutcome {
    const { row, source, place } = reading;
    const title = titleOf(row.kinds, row.groupName, row.title);
    const make = outcomeOf(file, source, title);
    if (reading.all.length > 0 || place === null || place.path === null || row.on === null)
      return make("faulty", { reasons: [...reading.all, ...reading.warnings] });
    const key = keyOf(place.id, row.on, row.kinds, row.groupName);
    const known = there.get(key);
    if (known !== undefined)
      return make("unchanged", { targetId: known, reasons: ["这次会议已经登记过，没有重复登记", ...reading.warnings] });
    const before = this.#seen.get(key);
    if (before !== undefined && before !== source.ordinal)
      return make("faulty", { reasons: ["与前面的一行是同一次会议"] });
    this.#seen.set(key, source.ordinal);
    this.#deeds.keep(file, source, this.#deed(reading, place, place.path, title, file));
    const people = row.expected === null ? "" : `，应到${row.expected}人、实到${row.present ?? 0}人`;
    return make(reading.warnings.length > 0 ? "warning" : "new", {
      effect: "new",
      reasons: reading.warnings,
      changes: [{ field: "title", term: "会议", from: null, to: `${row.on} ${title}${people}` }],
    });
  }

  #deed({ row, source }: Reading, place: Place, orgPath: string, title: string, file: FileContext): RowDeed {
    const id = newId();
    const { today, actor } = this.#drop;
    const held = !row.cancelled;
    const said = row.discussion !== "" || row.dissent !== "" || row.decision !== "";
    return {
      meeting: {
        id,
        organizationId: place.id,
        orgPath,
        kinds: row.kinds,
        body: row.body,
        groupName: row.groupName,
        title,
        topic: row.topic,
        topicOn: row.topic === "" ? null : row.on,
        meetsOn: row.on,
        starts: row.starts,
        ends: row.ends,
        place: row.place,
        chair: row.chair,
        recorder: row.recorder,
        lecturer: row.lecturer,
        superiors: row.superiors,
        hours: row.hours,
        toldExpected: row.expected,
        toldPresent: row.present,
        toldAbsent: row.absent,
        plannedOn: today,
        plannedBy: actor.name,
        recordedOn: held ? today : null,
        recordedBy: held ? actor.name : null,
        cancelledOn: held ? null : today,
        cancelReason: held ? "" : "台账登记为取消",
        importId: this.#drop.batchId,
        importFile: file.fileId,
        importRow: source.ordinal,
      },
      item:
        held && said
          ? {
              id: newId(),
              meetingId: id,
              orgPath,
              placeInOrder: 1,
              title: row.topic === "" ? title : row.topic,
              discussion: row.discussion,
              dissent: row.dissent,
              decision: row.decision,
              yes: null,
              no: null,
              abstain: null,
            }
          : null,
    };
  }
}

/** Takes an import back: its meetings go, unless somebody has worked on one since. */
async function undoMeetings(doing: Doing, batchId: string): Promise<UndoOutcome> {
  const { tx } = doing;
  const rows = await tx
    .selectFrom("meeting as m")
    .select((eb) => [
      "m.id",
      "m.title",
      "m.orgPath",
      eb.exists(eb.selectFrom("meetingPerson as p").select("p.id").whereRef("p.meetingId", "=", "m.id")).as("listed"),
      eb
        .exists(eb.selectFrom("meetingRevision as r").select("r.id").whereRef("r.meetingId", "=", "m.id"))
        .as("changed"),
      eb.exists(eb.selectFrom("meetingTask as t").select("t.id").whereRef("t.meetingId", "=", "m.id")).as("tasked"),
    ])
    .where("m.importId", "=", batchId)
    .execute();
  const used = rows.filter((it) => Boolean(it.listed) || Boolean(it.changed) || Boolean(it.tasked));
  const titles = used.map((it) => it.title);
  if (used.length > 0) return keptBecause("导入后又补充或更正过", titles);
  if (rows.length === 0) return { undone: 0, kept: [] };
  const ids = anyOf(rows.map((it) => it.id));
  await tx.deleteFrom("meetingItem").where("meetingId", "=", ids).execute();
  await tx.deleteFrom("meeting").where("id", "=", ids).execute();
  await doing.tell({
    event: "membership.meeting.import-undone",
    organizationId: null,
    orgPath: placeAbove(rows.map((it) => it.orgPath)),
    target: { kind: "import", id: batchId, name: "" },
    details: { count: rows.length },
    persons: [],
  });
  return { undone: rows.length, kept: [] };
}

/** Ledgers of meetings (三会一课记录汇总) and record books. */
export const meetingImporter: Importer = {
  register: "meetings",
  title: "会议记录台账",
  verb: "meeting.import",
  rank: 30,
  vocabulary: LEDGER_FIELDS,
  open: (drop: Drop): Promise<ImportRun> => Promise.resolve(new MeetingRun(drop)),
  undo: undoMeetings,
};
