import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, type Fault, refused } from "#platform/http/problem.ts";
import type { VillageBody } from "./contract.ts";
import { seatVillage } from "./effect.ts";
import { answersFor, placeOn } from "./file.ts";
import { villageCount } from "./rules.ts";
import { refuseFaults } from "./weighing.ts";
import { zh } from "./zh.ts";

/**
 * Records the election of a villagers' or residents' committee. It follows the law and not the Party's rules, so the house
 * keeps the result, says what the law asks of the count, and refuses nothing for it; posts begin on the day of the vote.
 */
export async function recordVillage(
  doing: Doing,
  input: VillageBody,
): Promise<{ id: string; warnings: readonly string[] }> {
  const { tx } = doing;
  const on = dayGiven(doing, input.on);
  const found = await tx
    .selectFrom("organization")
    .select("orgPath")
    .where("id", "=", input.organizationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found || !covers(doing.scope.write, found.orgPath)) throw absent(zh.organization);
  const at = await placeOn(tx, input.organizationId, on);
  if (!at.village) throw refused("election-not-village", zh.notVillage.title, zh.notVillage.detail);
  if (at.closedOn !== null && at.closedOn <= on)
    throw refused("election-closed-place", zh.closed.title, zh.closed.detail);
  if (!answersFor(doing, at))
    throw refused("election-not-superior", zh.superior.title, zh.superior.detail(at.superior?.name ?? ""));
  const votes = await named(doing, input);
  refuseFaults(faultsOf(input, votes));
  const count = villageCount(input.electors, input.voted, votes);
  const id = newId();
  const documentNumber = input.documentNumber?.trim() || null;
  const place = { organizationId: at.id, orgPath: at.path };
  await tx
    .insertInto("election")
    .values({
      id,
      ...place,
      kind: "village",
      form: "villagers",
      termNumber: input.termNumber ?? null,
      seats: votes.filter((it) => it.elected).length,
      deputies: 0,
      officers: false,
      openedOn: on,
      heldOn: on,
      effectiveOn: on,
      documentNumber,
      endedOn: on,
      endedCode: "completed",
    })
    .execute();
  const effect = await seatVillage(
    doing,
    at.id,
    votes.filter((it) => it.elected),
    on,
    documentNumber,
  );
  await insertMany(tx, "electionRecord", [
    {
      id: newId(),
      electionId: id,
      ...place,
      position: 1,
      step: "village",
      result: "passed",
      happenedOn: on,
      placeName: at.name,
      documentNumber,
      note: input.note?.trim() ?? "",
      details: JSON.stringify({ electors: input.electors, voted: input.voted, votes }),
      effect: JSON.stringify(effect),
      recordedBy: doing.actor.accountId,
      recordedName: doing.actor.name,
      recordedAt: doing.house.clock.now().toISOString(),
      withdrawnOn: null,
    },
  ]);
  await insertMany(
    tx,
    "electionCandidate",
    votes.map((it) => ({
      id: newId(),
      electionId: id,
      ...place,
      personId: it.personId,
      personName: it.name,
      seat: it.seat,
      votesFor: it.votesFor,
      heldOn: on,
      elected: it.elected,
    })),
  );
  await doing.tell({
    event: "election.village.recorded",
    ...place,
    target: { kind: "election", id, name: at.name },
    details: { on, elected: votes.filter((it) => it.elected).length },
  });
  return { id, warnings: count.value.valid && count.value.short.length === 0 ? [] : [`${count.grounds}。`] };
}

interface Voted {
  readonly seat: "village_head" | "village_committee_member";
  readonly personId: string | null;
  readonly name: string;
  readonly votesFor: number;
  readonly elected: boolean;
}

async function named({ tx }: Doing, { votes }: VillageBody): Promise<Voted[]> {
  const ids = votes.flatMap((it) => it.personId ?? []);
  const rows =
    ids.length === 0 ? [] : await tx.selectFrom("person").select(["id", "name"]).where("id", "in", ids).execute();
  const names = new Map(rows.map((it) => [it.id, it.name]));
  return votes.map((it) => ({
    seat: it.seat,
    personId: it.personId !== undefined && names.has(it.personId) ? it.personId : null,
    name: (it.personId === undefined ? it.name?.trim() : names.get(it.personId)) ?? "",
    votesFor: it.votesFor,
    elected: it.elected,
  }));
}

function faultsOf(input: VillageBody, votes: readonly Voted[]): Fault[] {
  const faults: Fault[] = [];
  if (input.voted > input.electors) faults.push({ pointer: "/voted", message: zh.villageVoted });
  for (const [at, it] of votes.entries()) {
    if (it.name === "") faults.push({ pointer: `/votes/${at}`, message: zh.villagePerson });
    if (it.votesFor > input.voted)
      faults.push({ pointer: `/votes/${at}/votesFor`, message: zh.villageVotes(it.name, input.voted) });
    if (votes.findIndex((one) => one.name === it.name && one.seat === it.seat && one.personId === it.personId) !== at)
      faults.push({ pointer: `/votes/${at}`, message: zh.twice(it.name) });
  }
  if (votes.filter((it) => it.elected && it.seat === "village_head").length > 1)
    faults.push({ pointer: "/votes", message: zh.twoHeads });
  return faults;
}
