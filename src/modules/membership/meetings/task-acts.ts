import { asSystem } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { TaskDone } from "./contract.ts";
import { type TaskRow } from "./writes.ts";
import { zh } from "./zh.ts";

/** A task in reach for writing, held until the act ends. */
async function heldTask(doing: Doing, id: string): Promise<TaskRow> {
  const row = await doing.tx.selectFrom("meetingTask").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.task);
  return row;
}

function openTask(row: TaskRow): TaskRow {
  if (row.doneOn !== null || row.withdrawnOn !== null)
    throw conflict("meeting-task-ended", zh.taskEnded.title, zh.taskEnded.detail);
  return row;
}

const tellTask = (
  doing: Doing,
  event: string,
  row: TaskRow,
  details: Readonly<Record<string, unknown>>,
): Promise<void> =>
  doing.tell({
    event,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "meeting-task", id: row.id, name: row.what },
    details,
    persons: row.personId === null ? [] : [{ id: row.personId, path: row.orgPath }],
  });

/** What was decided is done, and how it went. */
export async function completeTask(doing: Doing, id: string, input: TaskDone): Promise<void> {
  const row = openTask(await heldTask(doing, id));
  await finish(doing, doing.tx, row, input.note, dayGiven(doing, input.on));
}

async function finish(doing: Doing, tx: Doing["tx"], row: TaskRow, text: string, on: Day): Promise<void> {
  const note = text.trim();
  if (note === "") throw refused("meeting-empty", zh.empty.title, zh.empty.detail);
  await tx
    .updateTable("meetingTask")
    .set({ doneOn: on, doneBy: doing.actor.name, doneNote: note })
    .where("id", "=", row.id)
    .execute();
  await tellTask(doing, "membership.meeting.task-done", row, { note });
}

/** A task of one's own is done; said in Pocket by whoever was to do it. */
export async function completeOwnTask(doing: Doing, id: string, note: string): Promise<void> {
  const { personId } = doing.actor;
  await asSystem(doing.tx, "own-meetings", async (tx) => {
    const row =
      personId === null
        ? undefined
        : await tx
            .selectFrom("meetingTask")
            .selectAll()
            .where("id", "=", id)
            .where("personId", "=", personId)
            .forUpdate()
            .executeTakeFirst();
    if (!row) throw absent(zh.task);
    await finish(doing, tx, openTask(row), note, doing.today);
  });
}

/** Done in error: it is open again. */
export async function reopenTask(doing: Doing, id: string, text: string): Promise<void> {
  const row = await heldTask(doing, id);
  if (row.doneOn === null) throw conflict("meeting-task-open", zh.taskOpen.title, zh.taskOpen.detail);
  const reason = reasonGiven(text);
  await doing.tx
    .updateTable("meetingTask")
    .set({ doneOn: null, doneBy: null, doneNote: "" })
    .where("id", "=", id)
    .execute();
  await tellTask(doing, "membership.meeting.task-reopened", row, { reason, note: row.doneNote });
}

/** The branch no longer asks for it. */
export async function withdrawTask(doing: Doing, id: string, text: string): Promise<void> {
  const row = openTask(await heldTask(doing, id));
  const reason = reasonGiven(text);
  await doing.tx
    .updateTable("meetingTask")
    .set({ withdrawnOn: doing.today, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await tellTask(doing, "membership.meeting.task-withdrawn", row, { reason });
}
