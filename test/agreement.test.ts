import { Kysely, PostgresDialect, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stageOf } from "#modules/membership/appraisal/rules.ts";
import { type FloatingState, stateOn as floatingStateOn } from "#modules/membership/floating/rules.ts";
import {
  type Measure,
  type MeasureKind,
  stateOf as measureState,
  periodEnds,
} from "#modules/membership/honours/rules.ts";
import { stateOn as meetingStateOn } from "#modules/membership/meetings/rules.ts";
import { categoryOn, letterEnds } from "#modules/membership/rules.ts";
import { letterState, validUntil } from "#modules/membership/transfers/rules.ts";
import type { Database } from "#platform/database/index.ts";
import { PARTS, registersOf } from "#server/modules.ts";
import { addDays, type Day, day, daysBetween } from "#shared/day.ts";
import { overdue } from "#shared/finding.ts";
import { freshDatabase } from "#test/database.ts";
import * as fc from "./properties.ts";

/**
 * Where a list says in SQL what a rule says in TypeScript, both are asked about the same rows on the same days: a list of
 * a day that is past must not know what happened later.
 */
let database: Database;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await freshDatabase();
  db = new Kysely({ dialect: new PostgresDialect({ pool: database.ownerPool }) });
});
afterAll(() => database?.close());

const DAYS = 16;
const ROWS = 60;
/** Around the end of a February, where months are clamped. */
const FIRST = day("2024-02-24");
const LAST = addDays(FIRST, 12);
const aDay = fc.nat(daysBetween(FIRST, LAST)).map((n): Day => addDays(FIRST, n));
const perhaps = fc.option(aDay, { nil: null });

type Row = Readonly<Record<string, string | number | null>>;

/** Asks the list's own expression about rows that stand in no table. */
async function listed(
  id: string,
  key: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Row[],
  on: Day,
) {
  const field = registersOf(PARTS)
    .find((it) => it.id === id)
    ?.fields.find((it) => it.key === key);
  if (!field?.onDay) throw new Error(`${id} has no ${key} of a day`);
  const shape = sql.raw(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(", "),
  );
  const names = sql.raw([...Object.keys(columns), "place_in_line"].join(", "));
  const answer = await sql<{ value: string | null }>`select (${field.onDay(on)})::text as value
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (${shape})) with ordinality as row (${names})
    order by place_in_line`.execute(db);
  return answer.rows.map((it) => it.value);
}

function agrees<F>(
  name: string,
  register: string,
  key: string,
  columns: Readonly<Record<string, string>>,
  facts: fc.Arbitrary<F>,
  row: (facts: F) => Row,
  rule: (facts: F, on: Day) => string | null,
): void {
  test(`${name}: the list ${register} says what the rule says`, async () => {
    const seen = new Set<string | null>();
    const days = fc.sample(aDay, { numRuns: DAYS, seed: 20_261_130 });
    for (const [at, on] of days.entries()) {
      const sample = fc.sample(facts, { numRuns: ROWS, seed: at });
      const expected = sample.map((it) => rule(it, on));
      expect(await listed(register, key, columns, sample.map(row), on), on).toEqual(expected);
      for (const it of expected) seen.add(it);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
}

agrees(
  "appraisals",
  "appraisals",
  "state",
  { voting_on: "date", counted_on: "date", graded_on: "date", published_on: "date", withdrawn_on: "date" },
  fc.record({ votingOn: perhaps, countedOn: perhaps, gradedOn: perhaps, publishedOn: perhaps, withdrawnOn: perhaps }),
  (it) => ({
    voting_on: it.votingOn,
    counted_on: it.countedOn,
    graded_on: it.gradedOn,
    published_on: it.publishedOn,
    withdrawn_on: it.withdrawnOn,
  }),
  (it, on) => stageOf(it, on).value,
);

agrees(
  "meetings",
  "meetings",
  "state",
  { meets_on: "date", answer: "text", recorded_on: "date", cancelled_on: "date" },
  fc.record({
    meetsOn: aDay,
    answer: fc.constantFrom(null, null, "asked", "declined", "accepted"),
    recordedOn: perhaps,
    cancelledOn: perhaps,
  }),
  (it) => ({ meets_on: it.meetsOn, answer: it.answer, recorded_on: it.recordedOn, cancelled_on: it.cancelledOn }),
  (it, on) => meetingStateOn(it, on).value,
);

agrees(
  "tasks agreed in meetings",
  "meeting-tasks",
  "state",
  { due_on: "date", done_on: "date", withdrawn_on: "date" },
  fc.record({
    dueOn: aDay,
    doneOn: fc.constantFrom(null, null, FIRST),
    withdrawnOn: fc.constantFrom(null, null, FIRST),
  }),
  (it) => ({ due_on: it.dueOn, done_on: it.doneOn, withdrawn_on: it.withdrawnOn }),
  (it, on) =>
    it.withdrawnOn !== null ? "withdrawn" : it.doneOn !== null ? "done" : overdue(it.dueOn, on) ? "late" : "open",
);

agrees(
  "floating members",
  "floating-outflows",
  "state",
  {
    sent_on: "date",
    arrived_on: "date",
    declined_on: "date",
    host_contact: "text",
    lost_on: "date",
    stopped_on: "date",
    ended_on: "date",
    end_code: "text",
  },
  fc.record({
    leftOn: fc.constant(FIRST),
    sentOn: perhaps,
    arrivedOn: perhaps,
    declinedOn: perhaps,
    hostContact: fc.constantFrom(null, "", "李书记"),
    lostOn: perhaps,
    stoppedOn: perhaps,
    endedOn: perhaps,
    endCode: fc.constant<FloatingState>("returned"),
  }),
  (it) => ({
    sent_on: it.sentOn,
    arrived_on: it.arrivedOn,
    declined_on: it.declinedOn,
    host_contact: it.hostContact,
    lost_on: it.lostOn,
    stopped_on: it.stoppedOn,
    ended_on: it.endedOn,
    end_code: it.endCode,
  }),
  (it, on) => floatingStateOn(it, on).value,
);

const kinds: readonly MeasureKind[] = ["warning", "probation_within_party", "detained", "arrested", "rectify"];
const endOf = (it: Measure): Day | null =>
  it.months === null ? null : periodEnds(it.validFrom, it.months, it.extendedMonths).value;
agrees(
  "measures",
  "disciplinary-measures",
  "state",
  { kind: "text", ended_on: "date", withdrawn_on: "date", period_ends: "date" },
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      // Begun a year and some days before, so that periods end within the days asked about.
      validFrom: fc.nat(12).map((n): Day => addDays(day("2023-02-24"), n)),
      extendedMonths: fc.constant(null),
      endedOn: perhaps,
      withdrawnOn: fc.constantFrom(null, null, null, FIRST),
    })
    .map(
      (it): Measure => ({ ...it, months: it.kind === "probation_within_party" || it.kind === "rectify" ? 12 : null }),
    ),
  (it) => ({ kind: it.kind, ended_on: it.endedOn, withdrawn_on: it.withdrawnOn, period_ends: endOf(it) }),
  (it, on) => measureState(it, on).value,
);

const letters = fc.record({
  kind: fc.constantFrom("letter", "certificate"),
  // Three and six months back from the days asked about: months of every length lie between.
  issuedOn: fc.nat(200).map((n): Day => addDays(day("2023-08-20"), n)),
  validDays: fc.constantFrom(10, 30, 60, 90, 92, 180),
  cancelledOn: perhaps,
});
type Letter = { kind: string; issuedOn: Day; validDays: number; cancelledOn: Day | null };
const letterColumns = { kind: "text", issued_on: "date", valid_days: "integer", cancelled_on: "date" };
const letterRow = (it: Letter): Row => ({
  kind: it.kind,
  issued_on: it.issuedOn,
  valid_days: it.validDays,
  cancelled_on: it.cancelledOn,
});
agrees(
  "letters",
  "transfer-letters",
  "state",
  letterColumns,
  letters,
  letterRow,
  (it, on) => letterState(it, on).value,
);
agrees(
  "the last day of a letter",
  "transfer-letters",
  "until",
  letterColumns,
  letters,
  letterRow,
  (it) => validUntil(it).value,
);
agrees(
  "the last day of a letter noted by hand",
  "transfers",
  "letterUntil",
  { letter_on: "date", valid_days: "integer" },
  letters,
  (it) => ({ letter_on: it.issuedOn, valid_days: it.validDays }),
  (it) => letterEnds(it.issuedOn, it.validDays).value,
);

agrees(
  "full and probationary members",
  "members",
  "category",
  { category: "text", full_on: "date" },
  fc.record({ category: fc.constantFrom("full" as const, "probationary" as const), fullOn: perhaps }),
  (it) => ({ category: it.category, full_on: it.fullOn }),
  (it, on) => categoryOn(it, on).value,
);
