import type { Doing } from "#platform/house.ts";
import { conflict, refused } from "#platform/http/problem.ts";
import { leaveRoster } from "../acts.ts";
import { openRow } from "../roster/rows.ts";
import { dayOfCase, forDeed, restate, setCase, tellCase } from "./case.ts";
import { shownBy } from "./evidence.ts";
import { LOST_CONTACT } from "./provisions.ts";
import { lastSign } from "./queries.ts";
import { mayBeLost, silentSince } from "./rules.ts";
import { enterLine, linesOf } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** Losing contact (C28): stated, taken back when somebody is found, and the decision that follows. */

/** Home states that the member is lost, after six months of silence and a search that found nobody (C28). */
export async function markLost(
  doing: Doing<typeof events.lost>,
  id: string,
  input: { readonly reason: string; readonly on?: string | undefined; readonly note?: string | undefined },
): Promise<void> {
  const { row } = await forDeed(doing, id, "loss");
  const on = dayOfCase(doing, row, input.on);
  const lines = await linesOf(doing.tx, id);
  const shown = (await shownBy(doing.tx, row.personId === null ? [] : [row.personId], on)).of(row.personId);
  const silent = silentSince(row.leftOn, [lastSign(lines, on), shown.attendedOn, shown.paidOn]).value;
  const searches = lines.filter((it) => it.kind === "search").map((it) => ({ on: it.happenedOn, way: it.way }));
  const may = mayBeLost(silent, searches, on);
  if (!may.value)
    throw refused("floating-not-lost-yet", zh.notLostYet.title, zh.notLostYet.detail(may.grounds), {
      provision: may.provision,
    });
  await setCase(doing.tx, id, { lostOn: on, lostSince: silent, lostReason: input.reason });
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "lost",
    on,
    side: "home",
    by: doing.actor.name,
    content: input.note?.trim() ?? "",
  });
  const open = row.personId === null ? null : await openRow(doing.tx, row.personId);
  if (open && open.lostSince !== silent) await restate(doing.tx, open, on, { lostSince: silent });
  await tellCase(doing, events.lost, row, { on, since: silent, reason: input.reason });
}

/** Somebody lost has been found. The log keeps that they were lost. */
export async function markFound(
  doing: Doing<typeof events.found>,
  id: string,
  input: { readonly on?: string | undefined; readonly note: string },
): Promise<void> {
  const { row } = await forDeed(doing, id, "finding");
  const on = dayOfCase(doing, row, input.on);
  const content = input.note.trim();
  if (content === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  await setCase(doing.tx, id, { lostOn: null, lostSince: null, lostReason: null });
  const line = { kind: "found", on, side: "home", by: doing.actor.name, content } as const;
  await enterLine(doing.tx, doing.house.keyring, row, line);
  const open = row.personId === null ? null : await openRow(doing.tx, row.personId);
  if (open) await restate(doing.tx, open, on, { lostSince: null });
  await tellCase(doing, events.found, row, { on });
}

/** The decision to stop the membership of somebody lost: off the roster from that day, the two years begin. */
export async function stopMembership(
  doing: Doing,
  id: string,
  input: { readonly on?: string | undefined; readonly documentNumber?: string | undefined },
): Promise<void> {
  const { row } = await forDeed(doing, id, "stopping");
  const { personId, lostOn } = row;
  // Only members of our own are ever stated lost; the check narrows what the row's columns could hold.
  if (personId === null || lostOn === null) throw conflict("floating-not-lost", zh.notLost.title, zh.notLost.detail);
  const on = dayOfCase(doing, row, input.on);
  if (on < lostOn) throw refused("floating-early", zh.early.title, zh.early.detail(lostOn));
  await leaveRoster(doing, personId, {
    code: "stopped",
    on,
    note: LOST_CONTACT.title,
    ...(input.documentNumber === undefined ? {} : { documentNumber: input.documentNumber }),
  });
  await setCase(doing.tx, id, { stoppedOn: on });
  const line = { kind: "stopped", on, side: "home", by: doing.actor.name, content: "" } as const;
  await enterLine(doing.tx, doing.house.keyring, row, line);
  await tellCase(doing, events.stopped, row, { on });
}
