import { randomBytes } from "node:crypto";
import { appraisal } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { newBlinding, unblind } from "#shared/blind-signature.ts";
import { addYears } from "#shared/day.ts";
import { type Choice, opinionOf, SELF_TEXTS } from "../appraisal.ts";
import { CAST } from "../cast.ts";
import { Random } from "../random.ts";
import { asMember, type Known, need, type Of, performing } from "./known.ts";

/** The yearly appraisal, ballots included. */
export const appraisalDeeds = performing(
  {
    appraisal: "appraisal.write",
  },
  appraise,
);

async function appraise(known: Known, doing: Doing, deed: Of<"appraisal">): Promise<void> {
  const { step, place, year, seed } = deed;
  const key = `${place} ${year}`;
  if (step === "open") {
    const opening = { organizationId: need(known.places, place), year, ceiling: "third" } as const;
    known.appraisals.set(
      key,
      (await appraisal.openAppraisal(doing, { ...opening, manner: deed.manner ?? "paper" })).id,
    );
    return;
  }
  const id = need(known.appraisals, key);
  const asked = { tx: doing.tx, actor: doing.actor, policy: doing.house.policy, today: doing.today };
  const view = await appraisal.appraisalView(asked, doing.house, id);
  const graded = view.items.filter((it) => it.exemptTerm === null);
  if (step === "vote") {
    for (const it of graded) {
      const random = new Random(`${seed} self ${it.name}`);
      if (!random.chance(view.manner === "ballot" ? 0.5 : 0.15)) continue;
      await appraisal.writeSelf(asMember(doing, it.personId), id, random.pick(SELF_TEXTS));
    }
    await appraisal.startVoting(doing, id);
    if (view.manner === "ballot") await castBallots(doing, id, seed, deed.share ?? 1);
  } else if (step === "count") {
    if (view.manner === "ballot") return await appraisal.closeVoting(doing, id);
    const count = {
      issued: view.voters,
      returned: view.voters,
      valid: view.voters,
      tellers: "监票人两名、计票人一名",
    };
    const marks = graded.map((it) => {
      const opinion = opinionOf(seed, it.name);
      const given = Array.from({ length: view.voters }, (_, at) => opinion(new Random(`${seed} ${it.name} ${at}`)));
      const of = (choice: Choice): number => given.filter((one) => one === choice).length;
      return {
        itemId: it.id,
        excellent: of("excellent"),
        qualified: of("qualified"),
        barely: of("barely_qualified"),
        unqualified: of("unqualified"),
      };
    });
    await appraisal.recordCount(doing, id, { ...count, marks });
  } else if (step === "grade") {
    const grades = graded.map((it) => {
      const grade = it.suggested ?? "qualified";
      return { itemId: it.id, grade, opinion: grade === "unqualified" ? "长期不参加组织生活，多次提醒没有改进" : "" };
    });
    await appraisal.gradeMembers(doing, id, { decidedAt: "支委会会议", grades });
  } else if (step === "publish") await appraisal.publishAppraisal(doing, id, { manner: "党员大会通报" });
  else
    for (const it of graded.filter((one) => one.grade === "unqualified"))
      await appraisal.dispose(doing, it.id, {
        disposition: "rectify",
        to: addYears(doing.today, 1),
        help: "支部书记联系，每季度谈一次话",
      });
}

/** Through the very path of the voters: a token signed unseen, a sheet from nobody. */
async function castBallots(doing: Doing, id: string, seed: string, share: number): Promise<void> {
  const voters = await doing.tx
    .selectFrom("appraisalVoter as v")
    .innerJoin("appraisalItem as i", (join) =>
      join.onRef("i.appraisalId", "=", "v.appraisalId").onRef("i.personId", "=", "v.personId"),
    )
    .select(["v.personId", "i.personName as name"])
    .where("v.appraisalId", "=", id)
    .orderBy("i.strokeKey")
    .execute();
  const row = await doing.tx
    .selectFrom("appraisal")
    .select(["boxId", "publicKey"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const items = await doing.tx
    .selectFrom("appraisalItem")
    .select(["id", "personId", "personName as name"])
    .where("appraisalId", "=", id)
    .where("exempt", "is", null)
    .execute();
  const { boxId, publicKey } = row;
  if (boxId === null || publicKey === null) throw new Error(`${seed} has no box`);
  const voting = voters.filter((it) => it.name !== CAST.member.name).slice(0, Math.floor(voters.length * share));
  for (const voter of share === 1 ? voters : voting) {
    const blinding = newBlinding(publicKey, (length) => new Uint8Array(randomBytes(length)));
    const { signature } = await appraisal.takeToken(asMember(doing, voter.personId), id, blinding.blinded);
    await appraisal.castBallot(doing.house, {
      boxId,
      message: blinding.message,
      signature: unblind(publicKey, blinding, signature),
      marks: items.map((it) => ({
        question: it.id,
        choice:
          it.personId === voter.personId
            ? null
            : opinionOf(seed, it.name)(new Random(`${seed} ${it.name} ${voter.name}`)),
      })),
    });
  }
}
