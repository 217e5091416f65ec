import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Place, SourceRow } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";
import { anyOf } from "../dues/queries.ts";
import { lastContact, shownBy } from "./evidence.ts";
import type { FloatReading } from "./import-row.ts";
import { signOfLife } from "./queries.ts";
import type { CaseRow } from "./writes.ts";

/** A row with its place, and all that is wrong with it. */
export interface Reading extends FloatReading {
  readonly source: SourceRow;
  readonly place: Place | null;
  readonly index: string | null;
  readonly all: readonly string[];
}

export interface Member {
  readonly personId: string;
  readonly name: string;
  readonly gender: string | null;
  readonly birthOn: Day | null;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly idNumberIndex: string | null;
  readonly flowDestination: string | null;
}

/** What stands of the people and places of a batch of rows. */
export interface Standing {
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly cases: readonly CaseRow[];
  readonly contacts: ReadonlySet<string>;
  /** The day that our own register shows as the last contact. */
  lastContact(of: CaseRow): Day | null;
  readonly moving: ReadonlySet<string>;
}

/** Asked once for a batch of rows. */
export async function standingOf(
  tx: Reader,
  { way, on }: { readonly way: "out" | "in"; readonly on: Day },
  readings: readonly Reading[],
): Promise<Standing> {
  const good = readings.filter((it) => it.all.length === 0 && it.place !== null);
  const places = [...new Set(good.map((it) => it.place?.id ?? ""))];
  const members = new Map<string, Member[]>();
  if (way === "out" && good.length > 0) {
    const rows = await tx
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["m.personId", "m.name", "m.gender", "m.birthOn", "m.organizationId", "m.orgPath", "m.flowDestination"])
      .select(["p.idNumberIndex"])
      .where("m.validTo", "is", null)
      .where("m.organizationId", "=", anyOf(places))
      .where("m.name", "=", sql<string>`any(${[...new Set(good.map((it) => it.row.name))]}::text[])`)
      .execute();
    for (const row of rows) {
      const key = `${row.organizationId} ${row.name}`;
      members.set(key, [...(members.get(key) ?? []), row]);
    }
  }
  const people = [...new Set([...members.values()].flat().map((it) => it.personId))];
  const indexes = good.flatMap((it) => (it.index === null ? [] : [it.index]));
  const asked = tx.selectFrom("floatingCase").selectAll();
  const cases =
    good.length === 0
      ? []
      : way === "out"
        ? await asked.where("personId", "=", anyOf(people)).orderBy("leftOn", "desc").execute()
        : await asked
            .where("personId", "is", null)
            .where((eb) =>
              eb.or([
                eb("hostOrganizationId", "=", anyOf(places)),
                eb("idNumberIndex", "=", sql<string>`any(${indexes}::text[])`),
              ]),
            )
            .orderBy("leftOn", "desc")
            .execute();
  const lines = await tx
    .selectFrom("floatingEntry")
    .select(["caseId", "happenedOn"])
    .where("caseId", "=", anyOf(cases.map((it) => it.id)))
    .where(signOfLife)
    .where("happenedOn", "<=", on)
    .orderBy("happenedOn")
    .execute();
  const logged = new Map(lines.map((it) => [it.caseId, it.happenedOn]));
  const shown = await shownBy(tx, people, on);
  const transfers = await tx
    .selectFrom("transfer")
    .select("personId")
    .where("personId", "=", anyOf(people))
    .where("state", "=", "handed-over")
    .execute();
  return {
    members,
    cases,
    lastContact: (of) => lastContact(logged.get(of.id) ?? null, shown.of(of.personId)),
    contacts: new Set(lines.map((it) => `${it.caseId} ${it.happenedOn}`)),
    moving: new Set(transfers.map((it) => it.personId ?? "")),
  };
}
