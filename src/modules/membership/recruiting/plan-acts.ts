import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { shortNames } from "../queries.ts";
import type { PlanBody } from "./contract.ts";
import { quotaFits } from "./rules.ts";
import { zh } from "./zh.ts";

/**
 * Sets the plan of an organisation for a year. The plans directly beneath another never exceed it together: neither may a
 * plan outgrow the one above, nor shrink beneath those below.
 */
export async function setPlan(doing: Doing, input: PlanBody): Promise<{ id: string; version: number }> {
  const { tx } = doing;
  const place = await tx
    .selectFrom("organization")
    .select(["id", "orgPath"])
    .where("id", "=", input.organizationId)
    .executeTakeFirst();
  if (!place || !covers(doing.scope.write, place.orgPath)) throw absent(zh.organization);
  const { quota, year } = input;
  const structure = [input.women, input.youth, input.college].filter((it) => it !== undefined);
  if (structure.some((it) => it > quota))
    throw refused("recruiting-structure", zh.structure.title, zh.structure.detail);
  // The plan above and those beside lie beyond the reach of a town; of them nothing leaves but a sum. Held, so that two plans
  // beneath one are not both weighed against the same remainder.
  const plans = await asSystem(tx, "recruiting-plan", (all) =>
    all.selectFrom("recruitingPlan").selectAll().where("year", "=", year).forUpdate().execute(),
  );
  const others = plans.filter((it) => it.organizationId !== place.id);
  refuseBeyond(place.orgPath, quota, others);
  const values = {
    quota,
    activists: input.activists ?? null,
    women: input.women ?? null,
    youth: input.youth ?? null,
    college: input.college ?? null,
    documentNumber: input.documentNumber?.trim() ? input.documentNumber.trim() : null,
    note: input.note?.trim() ?? "",
  };
  const before = plans.find((it) => it.organizationId === place.id);
  if (input.version !== undefined && input.version !== (before?.version ?? 0))
    throw conflict("recruiting-changed", zh.changed.title, zh.changed.detail);
  const id = before?.id ?? newId();
  const version = (before?.version ?? 0) + 1;
  if (before) {
    await tx
      .updateTable("recruitingPlan")
      .set({ ...values, version })
      .where("id", "=", id)
      .execute();
  } else {
    const at = { organizationId: place.id, orgPath: place.orgPath };
    await tx
      .insertInto("recruitingPlan")
      .values({ id, ...at, year, ...values, version })
      .execute();
  }
  const names = await shortNames(tx, [place.id]);
  await doing.tell({
    event: "recruiting.plan.set",
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "organization", id: place.id, name: names.get(place.id) ?? "" },
    details: { year, quota },
  });
  return { id, version };
}

interface Planned {
  readonly orgPath: string;
  readonly quota: number;
}

const beneath = (path: string, top: string): boolean => {
  const range = subtree(top);
  return path !== top && path >= range.lo && path < range.hi;
};

/** Of some plans those that no other of them stands above. */
const highest = (plans: readonly Planned[]): Planned[] =>
  plans.filter((it) => !plans.some((other) => beneath(it.orgPath, other.orgPath)));

function refuseBeyond(path: string, quota: number, others: readonly Planned[]): void {
  const parts = highest(others.filter((it) => beneath(it.orgPath, path)));
  const below = quotaFits(
    quota,
    parts.map((it) => it.quota),
  );
  if (!below.value) {
    const { title, detail } = zh.quotaBelow(below.grounds);
    throw refused("recruiting-quota-below", title, detail, { provision: below.provision });
  }
  const above = others.filter((it) => beneath(path, it.orgPath)).reduce<Planned | null>(lower, null);
  if (!above) return;
  const beside = highest(others.filter((it) => beneath(it.orgPath, above.orgPath) && !beneath(it.orgPath, path)));
  const total = quotaFits(above.quota, [quota, ...beside.map((it) => it.quota)]);
  if (!total.value) {
    const { title, detail } = zh.quota(total.grounds);
    throw refused("recruiting-quota", title, detail, { provision: total.provision });
  }
}

const lower = (one: Planned | null, other: Planned): Planned =>
  one === null || other.orgPath.length > one.orgPath.length ? other : one;
