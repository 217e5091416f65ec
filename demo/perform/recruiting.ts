import { recruiting } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { applicantTexts, type PlannedStep } from "../recruiting.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Recruiting: plans, cases and their steps. */
export const recruitingDeeds = performing(
  {
    "recruit-plan": "recruiting.plan",
    "recruit-open": "recruiting.open",
    "recruit-enter": "recruiting.enter",
    "recruit-step": "recruiting.record",
    "recruit-approve": "recruiting.approve",
    "recruit-move": "recruiting.move",
    "recruit-end": "recruiting.record",
  },
  recruit,
);

async function recruit(
  known: Known,
  doing: Doing,
  deed: Of<
    | "recruit-plan"
    | "recruit-open"
    | "recruit-enter"
    | "recruit-step"
    | "recruit-approve"
    | "recruit-move"
    | "recruit-end"
  >,
): Promise<void> {
  switch (deed.kind) {
    case "recruit-plan":
      await recruiting.setPlan(doing, { organizationId: need(known.places, deed.place), ...deed.plan });
      return;
    case "recruit-open": {
      const applicant = applicantTexts(deed.person);
      const { id } = await recruiting.openCase(doing, { organizationId: need(known.places, deed.place), applicant });
      known.cases.set(deed.person.key, id);
      return;
    }
    case "recruit-enter": {
      const { id } = await recruiting.enterCase(doing, {
        organizationId: need(known.places, deed.place),
        ...(deed.isMember
          ? { personId: need(known.persons, deed.person.key) }
          : { applicant: applicantTexts(deed.person) }),
        on: deed.applied,
        ...(deed.awayPlace === null ? {} : { awayPlace: deed.awayPlace }),
        records: deed.steps.map((it) => stepOf(known, it)),
      });
      known.cases.set(deed.person.key, id);
      if (!deed.isMember) known.persons.set(deed.person.key, await personOf(doing, id));
      return;
    }
    case "recruit-step":
    case "recruit-approve": {
      const by = deed.kind === "recruit-step" ? "branch" : "committee";
      await recruiting.recordStep(doing, need(known.cases, deed.person), stepOf(known, deed.step), by);
      return;
    }
    case "recruit-move":
      await recruiting.moveCase(doing, need(known.cases, deed.person), {
        toOrganizationId: need(known.places, deed.to),
      });
      return;
    case "recruit-end":
      await recruiting.endCase(doing, need(known.cases, deed.person), { note: deed.note });
  }
}

function stepOf(known: Known, it: PlannedStep): PlannedStep {
  const personIds = it.particulars?.personIds?.map((one) => need(known.persons, one));
  return personIds === undefined ? it : { ...it, particulars: { ...it.particulars, personIds } };
}

async function personOf(doing: Doing, caseId: string): Promise<string> {
  const row = await doing.tx
    .selectFrom("recruitingCase")
    .select("personId")
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
  return row.personId;
}
