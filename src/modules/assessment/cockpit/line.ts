import { provisionView } from "#shared/finding.ts";
import { type Asked, byUrgency, isOverdue } from "../clock.ts";
import type { Ground } from "../places.ts";
import { zh } from "../zh.ts";
import type { LineMatters } from "./contract.ts";
import { ALL, lineOf } from "./matrix.ts";

/** A longer list is worked off place by place. */
const MOST_SHOWN = 500;

/** The matters of a line beneath a place, the most urgent first; null when the reader is asked for no such line. */
export function lineMatters(asked: readonly Asked[], line: string, { top, day, places }: Ground): LineMatters | null {
  const own = line === ALL ? asked : asked.filter((it) => lineOf(it.check) === line);
  const term = line === ALL ? zh.cockpit.all : Object.entries(zh.cockpit.lines).find(([key]) => key === line)?.[1];
  if (term === undefined || (own.length === 0 && line !== ALL)) return null;
  const found = own
    .flatMap(({ check, matters }) => matters.map((it) => ({ check, it })))
    .toSorted((a, b) => byUrgency(a.it, b.it));
  return {
    asOf: day,
    term,
    place: { id: top.id, name: top.name },
    total: found.length,
    matters: found.slice(0, MOST_SHOWN).map(({ check, it }) => ({
      check: { id: check.id, term: check.term },
      provision: provisionView(it.provision ?? check.provision),
      organizationId: it.organizationId,
      organizationName: places.get(it.organizationId)?.name ?? "",
      subject: { ...it.subject },
      deadline: it.deadline,
      overdue: isOverdue(check, it, day),
      why: it.why,
      deed: { ...it.deed },
    })),
  };
}
