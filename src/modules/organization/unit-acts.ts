import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { absent, type Fault, refused } from "#platform/http/problem.ts";
import { type Day, isDay } from "#shared/day.ts";
import { type UnitBody } from "./contract.ts";
import { namesOf, organizationById } from "./queries.ts";
import { PROBLEMS } from "./zh.ts";

/**
 * Records what is known of the unit an organisation stands in. With `since` the facts so far end on that day and the new
 * ones begin; without it they are corrected in place. What the body leaves out stays as it is. Returns the id of the row.
 */
export async function putUnit(doing: Doing, organizationId: string, body: UnitBody): Promise<{ id: string }> {
  const place = await organizationById(doing.tx, organizationId);
  if (!place) throw absent("组织");
  const { unitId, since, ...facts } = body;
  if (since !== undefined && !isDay(since))
    refuse([{ pointer: "/since", message: "没有这一天，请写成 2026-11-22 这样的日期。" }]);
  const from = since as Day | undefined;
  if (place.closedOn !== null && place.closedOn <= (from ?? doing.today))
    refuse([{ pointer: "/since", message: `这个组织已于${place.closedOn}撤并，请到接收它的组织登记。` }]);
  const open = await doing.tx
    .selectFrom("unit")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("validTo", "is", null)
    .orderBy("validFrom")
    .execute();
  const current =
    unitId === undefined ? (open.length === 1 ? open[0] : undefined) : open.find((it) => it.id === unitId);
  if (unitId !== undefined && !current) throw absent("单位");
  if (unitId === undefined && open.length > 1)
    refuse([{ pointer: "/unitId", message: `这个组织有${open.length}个单位，请选择要修改的是哪一个。` }]);
  if (((facts.longitude ?? null) === null) !== ((facts.latitude ?? null) === null))
    refuse([{ pointer: "/latitude", message: "经度和纬度要一起填写。" }]);

  let id: string;
  if (current && from === undefined) {
    id = current.id;
    await doing.tx.updateTable("unit").set(facts).where("id", "=", id).execute();
  } else {
    if (current && from !== undefined) {
      if (from <= current.validFrom)
        refuse([{ pointer: "/since", message: `要在现有信息开始的${current.validFrom}之后。` }]);
      await doing.tx.updateTable("unit").set({ validTo: from }).where("id", "=", current.id).execute();
    }
    id = newId();
    await doing.tx
      .insertInto("unit")
      .values({
        ...current,
        ...facts,
        id,
        organizationId,
        orgPath: place.orgPath,
        validFrom: from ?? place.establishedOn,
        validTo: null,
        openedBy: null,
        closedBy: null,
        importId: null,
      })
      .execute();
  }
  const names = await namesOf(doing.tx, [organizationId], doing.today);
  await doing.tell({
    event: "organization.unit.changed",
    organizationId,
    orgPath: place.orgPath,
    target: { kind: "unit", id, name: names.get(organizationId) ?? facts.name },
    details: { ...(from === undefined ? {} : { on: from }), fields: Object.keys(facts) },
  });
  return { id };
}

function refuse(faults: readonly Fault[]): void {
  throw refused(
    "unit-refused",
    PROBLEMS["unit-refused"],
    `${faults.map((it) => it.message).join(" ")} 什么都没有保存。`,
    { faults },
  );
}
