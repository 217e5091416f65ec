import { entered } from "#platform/audit/tell.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { bump, leaveRoster } from "../acts.ts";
import { openRow, personRow } from "../roster/rows.ts";
import type { CaseRow, Workplace } from "./file.ts";
import type { Weighed } from "./weigh.ts";
import { zh } from "./zh.ts";

/**
 * What a decided step does to the roster: the admission enters a probationary member as of the branch meeting, the
 * conversion says since when they are full, the cancellation takes them off. Members whose case is entered after the
 * roster stay as the roster has them; differences come back as warnings.
 */
export async function rosterEffect(
  doing: Doing,
  row: CaseRow,
  at: Workplace,
  weighed: Weighed,
): Promise<readonly string[]> {
  const { effect, effectOn } = weighed;
  if (weighed.step.name === "group") return await joinGroup(doing, row, weighed.details.groupName);
  if (effect === "none" || effectOn === null) return effect === "file" ? await completed(doing, row, weighed) : [];
  if (effect === "admit") return await admitted(doing, row, at, weighed);
  if (effect === "convert") return await converted(doing, row, weighed);
  if (effect === "cancel") {
    await leaveRoster(doing, row.personId, { code: "probation_cancelled", on: effectOn });
    await endOf(doing, row, weighed, "cancelled");
  }
  return [];
}

async function admitted(doing: Doing, row: CaseRow, at: Workplace, { effectOn: on }: Weighed): Promise<string[]> {
  const { tx } = doing;
  if (on === null) return [];
  const person = await personRow(tx, row.personId);
  const open = await openRow(tx, row.personId);
  if (open) {
    const differs = open.joinedOn !== null && open.joinedOn !== on;
    return [differs ? zh.warn.joinedDiffers(open.joinedOn ?? "") : zh.warn.onRoster];
  }
  const place = { organizationId: at.id, orgPath: at.path };
  if (person.organizationId !== at.id) {
    await tx.updateTable("person").set(place).where("id", "=", row.personId).execute();
  }
  await bump(doing, row.personId);
  await doing.tell(
    {
      event: "membership.member.admitted",
      ...place,
      target: { kind: "person", id: row.personId, name: person.name },
      details: { code: "admitted", on },
      persons: [{ id: row.personId, path: at.path }],
    },
    [
      entered("membership", {
        id: newId(),
        personId: row.personId,
        ...place,
        validFrom: on,
        name: person.name,
        pinyin: person.pinyin,
        initials: person.initials,
        strokeKey: person.strokeKey,
        gender: person.gender,
        ethnicity: person.ethnicity,
        birthOn: person.birthOn,
        education: row.education,
        job: row.job,
        workUnit: row.workUnit,
        joinedOn: on,
        category: "probationary",
        joinKind: "ordinary",
      }),
      entered("membershipEvent", {
        id: newId(),
        personId: row.personId,
        ...place,
        direction: 1,
        code: "admitted",
        happenedOn: on,
      }),
    ],
  );
  return [];
}

async function converted(doing: Doing, row: CaseRow, { effectOn: on }: Weighed): Promise<string[]> {
  const { tx } = doing;
  if (on === null) return [];
  await personRow(tx, row.personId);
  const open = await openRow(tx, row.personId);
  if (open?.fullOn) return open.fullOn === on ? [] : [zh.warn.fullDiffers(open.fullOn)];
  // Every row that was still open on that day says it: somebody may have been transferred between the two days.
  await tx
    .updateTable("membership")
    .set({ fullOn: on, fullPrecision: "day" })
    .where("personId", "=", row.personId)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .execute();
  await bump(doing, row.personId);
  return [];
}

async function joinGroup(doing: Doing, row: CaseRow, groupName: string | undefined): Promise<string[]> {
  const name = groupName?.trim() ?? "";
  if (name === "") return [];
  await doing.tx
    .updateTable("membership")
    .set({ groupName: name })
    .where("personId", "=", row.personId)
    .where("validTo", "is", null)
    .execute();
  await bump(doing, row.personId);
  return [];
}

/** The file is complete: the case is done. */
async function completed(doing: Doing, row: CaseRow, weighed: Weighed): Promise<string[]> {
  await endOf(doing, row, weighed, "completed");
  return [];
}

async function endOf(doing: Doing, row: CaseRow, { on }: Weighed, endedCode: "completed" | "cancelled"): Promise<void> {
  await doing.tx.updateTable("recruitingCase").set({ endedOn: on, endedCode }).where("id", "=", row.id).execute();
}
