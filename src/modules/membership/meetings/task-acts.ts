import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import { asSystem } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import type { TaskDone } from "./contract.ts";
import { type TaskRow } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** A task in reach for writing, held until the act ends. */
async function heldTask(doing: Doing<never>, id: string): Promise<TaskRow> {
  const row = await doing.tx.selectFrom("meetingTask").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.task);
  return row;
}

function openTask(row: TaskRow): TaskRow {
  if (row.doneOn !== null || row.withdrawnOn !== null)
    throw conflict("meeting-task-ended", zh.taskEnded.title, zh.taskEnded.detail);
  return row;
}

const tellTask = <E extends EventKind>(
  doing: Doing<E>,
  event: E,
  { id, what, personId, organizationId, orgPath }: TaskRow,
  details: DetailsOf<E>,
): Promise<void> => {
  const persons = personId === null ? [] : [{ id: personId, path: orgPath }];
  const target = { kind: "meeting-task", id, name: what };
  return tellOne(doing, event, { organizationId, orgPath, target, persons }, details);
};

/** What was decided is done, and how it went. */
export async function completeTask(doing: Doing<typeof events.taskDone>, id: string, input: TaskDone): Promise<void> {
  const row = openTask(await heldTask(doing, id));
  await finish(doing, doing.tx, row, input.note, dayGiven(doing, input.on));
}

async function finish(
  doing: Doing<typeof events.taskDone>,
  tx: Doing["tx"],
  row: TaskRow,
  text: string,
  on: Day,
): Promise<void> {
  const note = text.trim();
  if (note === "") throw refused("meeting-empty", zh.empty.title, zh.empty.detail);
  await tx
    .updateTable("meetingTask")
    .set({ doneOn: on, doneBy: doing.actor.name, doneNote: note })
    .where("id", "=", row.id)
    .execute();
  await tellTask(doing, events.taskDone, row, { note });
}

/** A task of one's own is done; said in Pocket by whoever was to do it. */
export async function completeOwnTask(doing: Doing<typeof events.taskDone>, id: string, note: string): Promise<void> {
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
export async function reopenTask(doing: Doing<typeof events.taskReopened>, id: string, text: string): Promise<void> {
  const row = await heldTask(doing, id);
  if (row.doneOn === null) throw conflict("meeting-task-open", zh.taskOpen.title, zh.taskOpen.detail);
  const reason = reasonGiven(text);
  await doing.tx
    .updateTable("meetingTask")
    .set({ doneOn: null, doneBy: null, doneNote: "" })
    .where("id", "=", id)
    .execute();
  await tellTask(doing, events.taskReopened, row, { reason, note: row.doneNote });
}

/** The branch no longer asks for it. */
export async function withdrawTask(doing: Doing<typeof events.taskWithdrawn>, id: string, text: string): Promise<void> {
  const row = openTask(await heldTask(doing, id));
  const reason = reasonGiven(text);
  await doing.tx
    .updateTable("meetingTask")
    .set({ withdrawnOn: doing.today, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await tellTask(doing, events.taskWithdrawn, row, { reason });
}
