import { type Standing as Done, nextOf, openSteps, type PathRecord, standing } from "#platform/cases/path.ts";
import type { Day } from "#shared/day.ts";
import type { Particulars } from "./contract.ts";
import { type CaseFacts, pathOf, type StepName } from "./path.ts";
import type { Seat } from "./rules.ts";

export type Result = "passed" | "rejected" | "void";

export interface Recorded extends PathRecord<StepName> {
  readonly result: Result;
  readonly documentNumber: string | null;
  readonly details: Particulars;
}

export interface Standing {
  readonly personId: string | null;
  readonly name: string;
  readonly seat: Seat;
}

export interface Elected extends Standing {
  readonly votesFor: number;
}

/** Where an election stands: read from its records, nothing of it is stored. */
export interface Progress {
  readonly done: Done<StepName, Recorded>;
  readonly next: StepName | null;
  /** May be recorded now: the next step, and those before it that may be left out. */
  readonly open: readonly StepName[];
  readonly last: Recorded | null;
  readonly seats: number;
  readonly deputies: number;
  readonly postponedTo: Day | null;
  /** As the level above agreed to them; before that as proposed. */
  readonly candidates: readonly Standing[];
  readonly approvedOn: Day | null;
  /** Of the meeting: how many were due and came. */
  readonly due: number | null;
  readonly present: number | null;
  readonly heldOn: Day | null;
  readonly round: number;
  readonly elected: readonly Elected[];
  /** In the next round only these stand; null: as they wish, with a surplus. */
  readonly tied: readonly string[] | null;
  /** Seats that the ballot left, by seat. */
  readonly unfilled: ReadonlyMap<Seat, number>;
  readonly duties: readonly { readonly personId: string; readonly post: string }[];
  readonly effectiveOn: Day | null;
}

/** Seats that the meeting of members votes on. */
export function contestsOf(it: Pick<CaseFacts, "form">, seats: number, deputies: number): ReadonlyMap<Seat, number> {
  if (it.form === "committee") return new Map([["member", seats]]);
  return new Map<Seat, number>([["secretary", 1], ...(deputies > 0 ? [["deputy_secretary", deputies] as const] : [])]);
}

/** Where an election stands after these records. */
export function progressOf(it: CaseFacts, records: readonly Recorded[]): Progress {
  const passed = (step: StepName): Recorded | undefined =>
    records.findLast((one) => one.step === step && one.result === "passed");
  const request = passed("request");
  const seats = request?.details.seats?.members ?? it.seats;
  const deputies = request?.details.seats?.deputies ?? it.deputies;
  const struck = new Set(passed("candidates_reply")?.details.struck ?? []);
  const proposed = passed("candidates")?.details.candidates ?? [];
  const candidates = proposed
    .filter((one) => !struck.has(one.personId))
    .map(({ personId, name, seat }): Standing => ({ personId, name: name ?? "", seat }));
  const meeting = passed("meeting");
  const ballots = records.filter((one) => one.step === "ballot" && one.result === "passed");
  const unfilled = new Map(contestsOf(it, seats, deputies));
  const elected: Elected[] = [];
  let tied: string[] | null = null;
  for (const { details } of ballots) {
    tied = null;
    for (const contest of details.sheet?.contests ?? []) {
      for (const one of contest.elected ?? [])
        elected.push({ personId: one.personId ?? null, name: one.name, seat: contest.seat, votesFor: one.votesFor });
      unfilled.set(contest.seat, contest.unfilled ?? 0);
      if ((contest.tied ?? []).length > 0) tied = [...(tied ?? []), ...(contest.tied ?? [])];
    }
    if (details.fewer) for (const seat of unfilled.keys()) unfilled.set(seat, 0);
  }
  const filled = ballots.length > 0 && [...unfilled.values()].every((left) => left === 0);
  const officers = passed("officers");
  for (const contest of officers?.details.sheet?.contests ?? [])
    for (const one of contest.elected ?? [])
      elected.push({ personId: one.personId ?? null, name: one.name, seat: contest.seat, votesFor: one.votesFor });
  const short = (officers?.details.sheet?.contests ?? []).some((one) => (one.unfilled ?? 0) > 0);
  const path = pathOf(it);
  // A ballot is done when all seats are filled, whichever round filled them.
  const done = standing(path, records, (one) =>
    one.step === "ballot" ? filled : one.step === "officers" ? !short : true,
  );
  const open = openSteps(path, done);
  return {
    done,
    next: nextOf(open, done)?.name ?? null,
    open: open.map((one) => one.name),
    last: records.at(-1) ?? null,
    seats,
    deputies,
    postponedTo: passed("extension")?.details.until ?? null,
    candidates,
    approvedOn: passed("candidates_reply")?.happenedOn ?? null,
    due: meeting?.details.due ?? null,
    present: meeting?.details.present ?? null,
    heldOn: ballots[0]?.happenedOn ?? null,
    round: records.filter((one) => one.step === "ballot").length,
    elected,
    tied,
    unfilled,
    duties: officers?.details.duties ?? [],
    effectiveOn: passed("result_reply")?.details.effectiveOn ?? null,
  };
}

/** The record set of regulations 4.2: what an election leaves on paper, and what of it is missing. */
export function recordsMissing(it: CaseFacts, records: readonly Recorded[]): readonly StepName[] {
  const { done } = progressOf(it, records);
  return pathOf(it).flatMap(({ name, optional }) => (optional || done.has(name) ? [] : [name]));
}
