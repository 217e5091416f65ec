import { namesOf } from "#modules/organization/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, type Day } from "#shared/day.ts";
import type { LatelyLine } from "../contract.ts";
import { zh } from "../zh.ts";

/** How far back what is only worth knowing reaches. */
const DAYS = 7;
/** Names in a line, and lines in all; the ledgers have every row. */
const NAMES = 3;
const LINES = 20;

/**
 * What changed within reach in the last seven days, the latest first, folded to one line an act: a merger with all whom it
 * moved is one line, so is an import.
 */
export async function lately(tx: Reader, today: Day): Promise<LatelyLine[]> {
  const from = addDays(today, 1 - DAYS);
  const events = await tx
    .selectFrom("organizationEvent")
    .select(["id", "organizationId", "kind", "happenedOn"])
    .where("state", "=", "in-force")
    .where("happenedOn", ">=", from)
    .where("happenedOn", "<=", today)
    .execute();
  // Who came or left by a change of organisations is told by its line; `opened_by` names the change.
  const moves = await tx
    .selectFrom("membershipEvent as e")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.personId", "=", "e.personId").onRef("m.organizationId", "=", "e.organizationId"),
    )
    .distinctOn("e.id")
    .select(["e.id", "e.organizationId", "e.code", "e.happenedOn", "e.importId", "m.name"])
    .where("e.happenedOn", ">=", from)
    .where("e.happenedOn", "<=", today)
    .where("e.openedBy", "is", null)
    .orderBy("e.id")
    .execute();
  const names = await namesOf(
    tx,
    [...events, ...moves].map((it) => it.organizationId),
    today,
  );
  const placed = (id: string): string => names.get(id) ?? "";
  const kinds = codeSet("organization_event_kind");
  const reasons = codeSet("movement_reason");
  const lines = [
    ...events.map((it) => ({
      on: it.happenedOn,
      text: zh.lately.event(placed(it.organizationId), kinds.has(it.kind) ? kinds.term(it.kind) : it.kind),
      subject: { kind: "organization-event", id: it.id },
    })),
    ...[
      ...Map.groupBy(moves, (it) => it.importId ?? `${it.happenedOn} ${it.organizationId} ${it.code}`).values(),
    ].flatMap((of): LatelyLine[] => {
      const [first] = of;
      if (!first) return [];
      const what = reasons.has(first.code) ? reasons.term(first.code) : first.code;
      const named = of.flatMap((it) => it.name ?? []).slice(0, NAMES);
      return [
        {
          on: first.happenedOn,
          text:
            first.importId === null
              ? zh.lately.members(placed(first.organizationId), what, named, of.length)
              : zh.lately.imported(of.length),
          subject: { kind: "organization", id: first.organizationId },
        },
      ];
    }),
  ];
  return lines.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)).slice(0, LINES);
}
