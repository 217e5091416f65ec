import type { CodeOf } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { Particulars } from "./contract.ts";
import type { Form, Seat } from "./rules.ts";

export type Step = Exclude<CodeOf<"election_step">, "village">;
export type Result = "passed" | "rejected" | "void";

export interface StepOfPath {
  readonly code: Step;
  readonly by: "own" | "superior";
  /** May be left out: the path goes on without it. */
  readonly optional: boolean;
}

const step = (code: Step, by: StepOfPath["by"], optional = false): StepOfPath => ({ code, by, optional });

/** The path of an election (regulations 4.2), in its order. */
const PATH: readonly StepOfPath[] = [
  step("notice", "superior", true),
  step("request", "own"),
  step("extension", "superior", true),
  step("reply", "superior"),
  step("nomination", "own"),
  step("candidates", "own"),
  step("candidates_reply", "superior"),
  step("meeting", "own"),
  step("tellers", "own"),
  step("ballot", "own"),
  step("officers", "own"),
  step("result", "own"),
  step("result_reply", "superior"),
  step("handover", "own"),
];

/** The steps of one election: no reminder where no term ends, no first meeting where members elect the secretary. */
export function pathOf(it: Pick<CaseFacts, "kind" | "form" | "officers">): readonly StepOfPath[] {
  return PATH.filter(
    ({ code }) =>
      !(it.kind === "by_election" && (code === "notice" || code === "extension")) &&
      !(code === "officers" && (it.form !== "committee" || !it.officers)),
  );
}

export interface CaseFacts {
  readonly kind: "term" | "by_election";
  readonly form: Extract<Form, "committee" | "direct">;
  /** Seats that the meeting votes on: members of the committee, or one secretary. */
  readonly seats: number;
  readonly deputies: number;
  /** The committee elects its secretary afterwards: always at the end of a term, in a by-election when that seat is empty. */
  readonly officers: boolean;
}

export interface Recorded {
  readonly step: Step;
  readonly result: Result;
  readonly happenedOn: Day;
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
  readonly done: ReadonlySet<Step>;
  readonly next: Step | null;
  /** May be recorded now: the next step, and those before it that may be left out. */
  readonly open: readonly Step[];
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

const ANEW: Readonly<Partial<Record<Step, Step>>> = {
  reply: "request",
  candidates_reply: "candidates",
  result_reply: "result",
};

export function progressOf(it: CaseFacts, records: readonly Recorded[]): Progress {
  const passed = (code: Step): Recorded | undefined =>
    records.findLast((one) => one.step === code && one.result === "passed");
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
  const done = new Set<Step>();
  for (const { code } of path)
    if (code === "ballot" ? filled : code === "officers" ? officers !== undefined && !short : passed(code))
      done.add(code);
  const last = records.at(-1);
  // What was not agreed to is proposed anew.
  const again = last?.result === "rejected" ? ANEW[last.step] : undefined;
  if (again) {
    done.delete(again);
    done.delete(last?.step ?? again);
  }
  const at = path.findIndex((one) => !one.optional && !done.has(one.code));
  const next = at < 0 ? null : (path[at]?.code ?? null);
  const before = path.slice(0, Math.max(0, at)).findLastIndex((one) => !one.optional);
  const open =
    next === null
      ? []
      : [
          ...path
            .slice(before + 1, at)
            .flatMap((one) => (done.has(one.code) && one.code !== "extension" ? [] : [one.code])),
          next,
        ];
  return {
    done,
    next,
    open,
    last: last ?? null,
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
export function recordsMissing(it: CaseFacts, records: readonly Recorded[]): readonly Step[] {
  const { done } = progressOf(it, records);
  return pathOf(it).flatMap(({ code, optional }) => (optional || done.has(code) ? [] : [code]));
}
