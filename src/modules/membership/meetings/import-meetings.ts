import { sql } from "kysely";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { type Compared, keptImporter, type RowOrigin, type RowReading, type Rows } from "#platform/kept/importer.ts";
import type { Drop, Importer, Place } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";
import { LedgerBranch, type LedgerWords } from "../ledger-import.ts";
import { type LedgerReading, readLedgerRow } from "./import-row.ts";
import { LEDGER_FIELDS } from "./import-vocabulary.ts";
import { titleOf } from "./plan-acts.ts";
import { anyOf, MEETING_BRANCHES } from "./writes.ts";
import { events } from "./zh.ts";

/** A ledger is called 某支部2026年三会一课记录. */
const WORDS: LedgerWords = {
  itself: /(?:19|20)\d{2}年?度?|(?:三会一课|主题党日|会议|组织生活).*$/gu,
  column: "主办党组织",
  unseen: "看不出是哪个党支部的会议",
};

interface MeetingWrite {
  readonly meeting: Record<string, unknown> & {
    readonly id: string;
    readonly orgPath: string;
    readonly kinds: readonly string[];
  };
  readonly item: Record<string, unknown> | null;
}

type Reading = Pick<LedgerReading, "row" | "warnings"> &
  RowReading & { readonly place: Place | null; readonly title: string };

/** The same branch, day and kinds, of a group the same group: the same meeting. */
const keyOf = (organizationId: string, on: Day, kinds: readonly string[], groupName: string | null): string =>
  `${organizationId} ${on} ${kinds.join(",")} ${groupName ?? ""}`;

/** Of a group that the row does not name: the same title. */
const titleKey = (organizationId: string, on: Day, kinds: readonly string[], title: string): string =>
  `${keyOf(organizationId, on, kinds, null)}《${title}》`;

/** Rows bring numbers and not names: the numbers are kept as told. */
function rowsOf(drop: Drop): Rows<Reading, Compared, MeetingWrite> {
  const branch = new LedgerBranch(drop, WORDS);
  return {
    begin: (file) => branch.begin(file),
    read({ cells }) {
      const { row, warnings, ...reading } = readLedgerRow(cells);
      const faults = [...reading.faults];
      const place = branch.ofRow(row.branch, faults);
      if (place && !(MEETING_BRANCHES as readonly string[]).includes(place.kind))
        faults.push(`主办党组织：“${place.shortName}”不是党支部`);
      const title = titleOf(row.kinds, row.groupName, row.title);
      return { name: title, title, row, warnings, place, faults };
    },
    async compared(readings) {
      const places = [...new Set(readings.map((it) => it.place?.id ?? ""))];
      const days = [...new Set(readings.map((it) => it.row.on ?? ""))];
      const rows = await drop.tx
        .selectFrom("meeting")
        .select(["id", "organizationId", "meetsOn", "kinds", "groupName", "title"])
        .where("organizationId", "=", anyOf(places))
        .where("meetsOn", "=", sql<Day>`any(${days}::date[])`)
        .execute();
      const keys = rows.flatMap((it) => {
        const key = keyOf(it.organizationId, it.meetsOn, it.kinds, it.groupName);
        const byTitle = titleKey(it.organizationId, it.meetsOn, it.kinds, it.title);
        return it.groupName === null
          ? [[key, it.id] as const]
          : ([key, byTitle].map((one) => [one, it.id]) as [string, string][]);
      });
      return { standing: new Map(keys) };
    },
    weigh({ row, place, title }, { standing }, origin) {
      if (place === null || place.path === null || row.on === null) return [];
      const byTitle = titleKey(place.id, row.on, row.kinds, title);
      const key = standing.has(byTitle) ? byTitle : keyOf(place.id, row.on, row.kinds, row.groupName);
      // What is arranged comes back in our own table, and stays arranged.
      if (row.on > drop.today && !row.cancelled && !standing.has(key))
        return [`会议日期：${row.on}还没有到，台账只登记开过的会`];
      const people = row.expected === null ? "" : `，应到${row.expected}人、实到${row.present ?? 0}人`;
      return {
        key,
        write: writeOf(row, { id: place.id, path: place.path }, title, drop, origin),
        shows: [{ field: "title", term: "会议", from: null, to: `${row.on} ${title}${people}` }],
      };
    },
  };
}

function writeOf(
  row: LedgerReading["row"],
  place: { readonly id: string; readonly path: string },
  title: string,
  { today, actor }: Drop,
  origin: RowOrigin,
): MeetingWrite {
  const id = newId();
  const held = !row.cancelled;
  const said = row.discussion !== "" || row.dissent !== "" || row.decision !== "";
  const { kinds, body, groupName, topic, starts, ends, chair, recorder, lecturer, superiors, hours } = row;
  return {
    meeting: {
      id,
      organizationId: place.id,
      orgPath: place.path,
      kinds,
      body,
      groupName,
      title,
      topic,
      topicOn: topic === "" ? null : row.on,
      meetsOn: row.on,
      starts,
      ends,
      place: row.place,
      chair,
      recorder,
      lecturer,
      superiors,
      hours,
      toldExpected: row.expected,
      toldPresent: row.present,
      toldAbsent: row.absent,
      plannedOn: today,
      plannedBy: actor.name,
      recordedOn: held ? today : null,
      recordedBy: held ? actor.name : null,
      cancelledOn: held ? null : today,
      cancelReason: held ? "" : "台账登记为取消",
      ...origin,
    },
    item:
      held && said
        ? {
            id: newId(),
            meetingId: id,
            orgPath: place.path,
            placeInOrder: 1,
            title: topic === "" ? title : topic,
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

/** Ledgers of meetings (三会一课记录汇总) and record books. */
export const meetingImporter: Importer = keptImporter({
  register: "meetings",
  title: "会议记录台账",
  verb: "meeting.import",
  rank: 30,
  vocabulary: LEDGER_FIELDS,
  events: { entered: events.imported, takenBack: events.importUndone },
  says: {
    known: "这次会议已经登记过，没有重复登记",
    twice: "与前面的一行是同一次会议",
    used: "导入后又补充或更正过",
    note: "台账只有人数、没有名单：按台账的应到、实到人数登记，以后可以打开会议补勾名单",
  },
  rows: rowsOf,
  async write({ tx }, writes) {
    for (const { meeting } of writes)
      await tx
        .insertInto("meeting")
        .values({ ...meeting, kinds: sql<string[]>`${meeting.kinds as string[]}::text[]` } as never)
        .execute();
    await insertMany(
      tx,
      "meetingItem",
      writes.flatMap((it) => (it.item ? [it.item] : [])),
    );
  },
  told: ({ meeting }) => ({ orgPath: meeting.orgPath, persons: [] }),
  async brought(tx, batchId) {
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
    return rows.map(({ id, title, orgPath, listed, changed, tasked }) => ({
      id,
      name: title,
      orgPath,
      persons: [],
      used: Boolean(listed) || Boolean(changed) || Boolean(tasked),
    }));
  },
  async remove({ tx }, ids) {
    // The vote of a case stands without the ledger.
    await tx.updateTable("recruitingRecord").set({ meetingId: null }).where("meetingId", "=", anyOf(ids)).execute();
    await tx.deleteFrom("meetingItem").where("meetingId", "=", anyOf(ids)).execute();
    await tx.deleteFrom("meeting").where("id", "=", anyOf(ids)).execute();
  },
});
