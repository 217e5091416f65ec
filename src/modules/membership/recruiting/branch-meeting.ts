import type { Doing } from "#platform/house.ts";
import { meetingOfVote } from "../meetings/index.ts";
import type { Workplace } from "./file.ts";
import type { Weighed } from "./weigh.ts";
import { zh } from "./zh.ts";

/** A step as it was weighed, with the meeting of the ledger at which it was voted on. */
export interface Met extends Weighed {
  readonly meetingId?: string | null;
}

/**
 * Finds, or enters in the ledger, the branch meeting at which a step was voted on: one meeting, whether it is looked at from
 * the case or among the meetings of the branch.
 */
export async function met(doing: Doing, at: Workplace, name: string, weighed: Weighed): Promise<Met> {
  const { step, details, on } = weighed;
  const { vote, entitled } = details;
  if (!vote || entitled === undefined) return weighed;
  const agenda = step.name === "admission_meeting" ? zh.agenda.admission(name) : zh.agenda.conversion(name);
  const meeting = await meetingOfVote(doing, {
    organizationId: at.id,
    orgPath: at.path,
    kind: at.rungs.at(-1)?.kind ?? "",
    on,
    entitled,
    present: vote.present,
  });
  if (meeting === null) return weighed;
  const differs = meeting.present !== null && meeting.present !== vote.present;
  const warnings = differs
    ? [...weighed.warnings, zh.warn.attendance(vote.present, meeting.present)]
    : weighed.warnings;
  return { ...weighed, warnings, details: { ...details, agenda }, meetingId: meeting.id };
}
