import type { Day } from "#shared/day.ts";
import { ledgerTerm } from "./draft.ts";
import type { EventFact, Part, Ranged, Zone } from "./facts.ts";
import { RANGED, withdrawn } from "./facts.ts";
import { treeFaults } from "./tree.ts";

/** What stands in the way of taking an event back. */
export type Block =
  | { readonly by: "event"; readonly event: EventFact }
  | { readonly by: "fact"; readonly ledger: string; readonly name: string; readonly organizationId: string };

const of = (event: EventFact, parts: readonly Part[]): string[] =>
  event.parties.filter((it) => parts.includes(it.part)).map((it) => it.organizationId);
const TOUCHED: readonly Part[] = ["subject", "source", "successor", "child"];

/**
 * Which later events and facts rest on event `event`, most recent first. An event can be taken back when there are none:
 * later events are taken back before it, later facts are handled by their own acts.
 * `later`: events in force that were put in force after it.
 */
export function blocksOf(
  zone: Zone,
  event: EventFact,
  later: readonly EventFact[],
  restores: ReadonlyMap<string, Day>,
): Block[] {
  const touched = new Set(of(event, TOUCHED));
  const parents = new Set(of(event, ["parent"]));
  const made = new Set([...zone.organizations.values()].filter((it) => it.openedBy === event.id).map((it) => it.id));
  // A place under an upgraded organisation may be possible only because it was upgraded.
  const bearing = event.kind === "upgrade" ? new Set([...made, ...touched]) : made;
  const events = later
    .filter((it) => it.sequence > event.sequence && it.id !== event.id)
    .filter(
      (it) =>
        of(it, TOUCHED).some((id) => touched.has(id)) ||
        of(it, ["parent"]).some((id) => bearing.has(id)) ||
        (["merge", "split", "dissolve"].includes(it.kind) && of(it, ["source"]).some((id) => parents.has(id))),
    )
    .sort((a, b) => b.sequence - a.sequence);
  if (events.length > 0) return events.map((it) => ({ by: "event", event: it }));

  const blocks: Block[] = [];
  const fact = (key: keyof Ranged, row: Ranged[keyof Ranged]): void => {
    const name = "name" in row ? row.name : "shortName" in row ? row.shortName : "holder" in row ? row.holder : "";
    blocks.push({ by: "fact", ledger: ledgerTerm(key), name, organizationId: row.organizationId });
  };
  for (const key of RANGED) {
    for (const row of zone[key].values() as Iterable<Ranged[keyof Ranged]>) {
      // What the event opened has since been ended, or a new organisation has got facts of its own.
      if (row.openedBy === event.id ? isChanged(row) : made.has(row.organizationId)) fact(key, row);
    }
  }
  for (const it of zone.movements.values())
    if (it.openedBy !== event.id && made.has(it.organizationId))
      blocks.push({ by: "fact", ledger: "党员增减", name: it.code, organizationId: it.organizationId });
  for (const it of zone.transfers) {
    const place = [it.fromId, it.toId].find((id) => id !== null && (made.has(id) || touched.has(id)));
    if (place) blocks.push({ by: "fact", ledger: "组织关系转接", name: it.name, organizationId: place });
  }
  if (blocks.length > 0) return blocks;
  const broken = treeFaults(withdrawn(zone, event.id, restores), made);
  if (broken.length === 0) return [];
  const concerned = new Set(broken.flatMap((it) => [it.organizationId, it.parentId]));
  const guilty = later
    .filter((it) => it.sequence > event.sequence && it.parties.some((party) => concerned.has(party.organizationId)))
    .sort((a, b) => b.sequence - a.sequence);
  if (guilty.length > 0) return guilty.map((it) => ({ by: "event", event: it }));
  return broken.map((it) => ({
    by: "fact",
    ledger: ledgerTerm("placements"),
    name: "",
    organizationId: it.organizationId,
  }));
}

/** A grant carried along may keep a planned end; any other end was set after the event. */
function isChanged(row: Ranged[keyof Ranged]): boolean {
  if (row.closedBy !== null) return true;
  return row.to !== null && !("holder" in row);
}
