import type { Finding } from "#shared/finding.ts";
import type { KeptContest } from "./contract.ts";
import { rosterOn, sittingOn } from "./file.ts";
import { ELECTION_OFFICERS, ELECTION_RIGHTS } from "./provisions.ts";
import {
  ballotValid,
  mayLeaveSeats,
  outcome,
  paperFaults,
  quorum,
  type Seat,
  type Tally,
  tallyFaults,
} from "./rules.ts";
import { DUTIES, type Read, refuseBy, refuseFaults, type Weighing } from "./weighing.ts";
import { zh } from "./zh.ts";

interface Standing {
  readonly personId: string;
  readonly name: string;
}

/** The counting sheet of the meeting, or of the first meeting of the new committee. */
export async function weighSheet(it: Weighing): Promise<Read> {
  return it.progress.next === "officers" ? officersSheet(it) : membersSheet(it);
}

async function membersSheet(it: Weighing): Promise<Read> {
  const { doing, work, progress, given, on, warnings } = it;
  const due = progress.due ?? 0;
  const present = given.present ?? progress.present ?? 0;
  const roster = await rosterOn(doing.tx, work.at, on);
  const able = roster.filter((one) => one.full && !one.stopped);
  const won = new Set(progress.elected.map((one) => one.personId));
  const contests = [...progress.unfilled].filter(([, seats]) => seats > 0);
  const standing = (seat: Seat): Standing[] =>
    progress.candidates.flatMap((one) =>
      one.seat === seat &&
      one.personId !== null &&
      !won.has(one.personId) &&
      (progress.tied === null || progress.tied.includes(one.personId))
        ? [{ personId: one.personId, name: one.name }]
        : [],
    );
  const others = progress.tied === null ? able.filter((one) => !won.has(one.personId)) : [];
  const read = count(it, due, present, contests, standing, others, true);
  if (read.result === "void") return read;
  const left = read.kept.reduce((total, one) => total + (one.unfilled ?? 0), 0);
  if (given.fewer) {
    const seats = contests.reduce((total, [, all]) => total + all, 0);
    const allowed = mayLeaveSeats(due, seats, left, given.fewer.agreed);
    if (!allowed.value) refuseBy(allowed);
    return { ...read, details: { ...read.details, fewer: given.fewer } };
  }
  if (left > 0)
    warnings.push(...read.findings.filter((one) => one.value.unfilled > 0).map((one) => `${one.grounds}。`));
  return read;
}

async function officersSheet(it: Weighing): Promise<Read> {
  const { doing, work, progress, given, on } = it;
  const elected = progress.elected.flatMap((one) =>
    one.seat === "member" && one.personId !== null ? [{ personId: one.personId, name: one.name }] : [],
  );
  const sitting =
    work.row.kind === "by_election"
      ? (await sittingOn(doing.tx, work.row.organizationId, on)).map((one) => ({
          personId: one.personId,
          name: one.personName,
        }))
      : [];
  const committee = [...new Map([...elected, ...sitting].map((one) => [one.personId, one])).values()];
  const due = committee.length;
  const present = given.present ?? due;
  const there = quorum(due, present);
  if (!there.value.enough) refuseBy(there);
  const offices: readonly (readonly [Seat, number])[] = [
    ["secretary", 1],
    ["deputy_secretary", progress.deputies],
  ];
  const contests = offices.filter(([, seats]) => seats > 0);
  // Who stands was agreed to above; where nobody was named for an office, any of the committee may be.
  const standing = (seat: Seat): Standing[] =>
    progress.candidates.flatMap((one) =>
      one.seat === seat && committee.some((member) => member.personId === one.personId)
        ? [{ personId: one.personId ?? "", name: one.name }]
        : [],
    );
  const read = count(it, due, present, contests, standing, committee, false);
  const duties = given.duties ?? [];
  const known = new Map(committee.map((one) => [one.personId, one.name]));
  refuseFaults(
    duties.flatMap((one) =>
      !known.has(one.personId)
        ? [{ pointer: "/particulars/duties", message: zh.notElected }]
        : DUTIES.includes(one.post) || one.post === "member"
          ? []
          : [{ pointer: "/particulars/duties", message: zh.noSuchDuty(known.get(one.personId) ?? "") }],
    ),
    ELECTION_OFFICERS,
  );
  return { ...read, details: { ...read.details, present, duties } };
}

interface Counted extends Read {
  readonly kept: readonly KeptContest[];
  readonly findings: readonly Finding<ReturnType<typeof outcome>["value"]>[];
}

/** Reads the sheet against who stood and who else could be written in; counts each contest. */
function count(
  it: Weighing,
  due: number,
  present: number,
  contests: readonly (readonly [Seat, number])[],
  standing: (seat: Seat) => readonly Standing[],
  others: readonly Standing[],
  strict: boolean,
): Counted {
  const { given, warnings } = it;
  const sheet = given.sheet;
  if (!sheet) {
    refuseFaults([{ pointer: "/particulars/sheet", message: zh.noSheet }]);
    return { details: {}, kept: [], findings: [] };
  }
  const { issued, returned, spoiled } = sheet;
  const papers = { present, issued, returned, spoiled };
  refuseFaults(
    paperFaults(papers).map((one) => ({ pointer: `/particulars/sheet/${one.field}`, message: one.message })),
    paperFaults(papers)[0]?.provision,
  );
  const valid = ballotValid(papers);
  const numbers = { issued, returned, spoiled, due, present };
  if (!valid.value) {
    warnings.push(`${valid.grounds}。`);
    return { result: "void", details: { sheet: { ...numbers, contests: [] } }, kept: [], findings: [] };
  }
  const kept: KeptContest[] = [];
  const findings: Counted["findings"][number][] = [];
  for (const [seat, seats] of contests) {
    const votes = sheet.contests.find((one) => one.seat === seat)?.votes ?? [];
    const named = new Map(standing(seat).map((one) => [one.personId, one.name]));
    const free = new Map(others.map((one) => [one.personId, one.name]));
    const tallies = votes.map((one): Tally => {
      const id = one.personId ?? "";
      const name = named.get(id) ?? free.get(id) ?? "";
      return {
        key: id,
        name,
        votesFor: one.votesFor,
        votesAgainst: one.votesAgainst ?? 0,
        writtenIn: strict && !named.has(id),
      };
    });
    refuseStrangers(tallies, named, strict);
    const wrong = tallyFaults(seats, returned - spoiled, tallies);
    refuseFaults(
      wrong.map((one) => ({ pointer: "/particulars/sheet/contests", message: one.message })),
      wrong[0]?.provision,
    );
    const found = outcome(due, seats, tallies);
    findings.push(found);
    kept.push({
      seat: seat as KeptContest["seat"],
      seats,
      votes: tallies.map(({ key, ...one }) => ({ personId: key, ...one })),
      elected: found.value.elected.map((one) => ({ personId: one.key, name: one.name, votesFor: one.votesFor })),
      tied: found.value.tied.map((one) => one.key),
      unfilled: found.value.unfilled,
    });
  }
  return { details: { sheet: { ...numbers, contests: kept } }, kept, findings };
}

function refuseStrangers(tallies: readonly Tally[], named: ReadonlyMap<string, string>, strict: boolean): void {
  refuseFaults(
    [
      ...tallies
        .filter((one) => one.name === "")
        .map(() => ({ pointer: "/particulars/sheet/contests", message: zh.strangerVoted })),
      ...tallies
        .filter((one, at) => tallies.findIndex((other) => other.key === one.key) !== at)
        .map((one) => ({ pointer: "/particulars/sheet/contests", message: zh.twice(one.name) })),
      // A candidate without a line would be one whose votes nobody counted.
      ...(strict ? [...named] : [])
        .filter(([id]) => tallies.every((one) => one.key !== id))
        .map(([, name]) => ({ pointer: "/particulars/sheet/contests", message: zh.noVotesFor(name) })),
    ],
    ELECTION_RIGHTS,
  );
}
