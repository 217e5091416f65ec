import { meetings } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import type { HeldMeeting } from "../deeds.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Meetings, tasks and talks. */
export const meetingDeeds = performing(
  {
    "meetings-held": "meeting.write",
    "meetings-planned": "meeting.write",
    "meeting-joint": "meeting.write",
    "meeting-joint-held": "meeting.write",
    "meeting-task-done": "meeting.write",
    "meeting-standing": "meeting.write",
    "meeting-talk": "meeting.write",
  },
  meet,
);

async function meet(
  known: Known,
  doing: Doing,
  deed: Of<
    | "meetings-held"
    | "meetings-planned"
    | "meeting-joint"
    | "meeting-joint-held"
    | "meeting-task-done"
    | "meeting-standing"
    | "meeting-talk"
  >,
): Promise<void> {
  const organizationId = need(known.places, deed.place);
  switch (deed.kind) {
    case "meetings-held":
      await meetings.recordHeld(
        doing,
        organizationId,
        deed.meetings.map((it) => heldOf(known, it)),
      );
      return;
    case "meetings-planned": {
      const { ids } = await meetings.planMeetings(doing, { organizationId, meetings: [...deed.meetings] });
      for (const [at, it] of deed.meetings.entries())
        if (it.on === deed.invite) await meetings.inviteAll(doing, ids[at] ?? "");
      return;
    }
    case "meeting-joint": {
      const withOrganizationIds = deed.others.map((it) => need(known.places, it));
      const { ids } = await meetings.planMeetings(doing, {
        organizationId,
        meetings: [deed.meeting],
        withOrganizationIds,
      });
      known.meetings.set(deed.place, ids[0] ?? "");
      return;
    }
    case "meeting-joint-held": {
      const id = need(known.meetings, deed.place);
      const parts = await doing.tx.selectFrom("meeting").select("id").where("jointId", "=", id).execute();
      for (const part of [id, ...parts.map((it) => it.id)])
        await meetings.recordMeeting(doing, part, { exceptions: [], summary: deed.summary });
      return;
    }
    case "meeting-task-done": {
      const task = await doing.tx
        .selectFrom("meetingTask")
        .select("id")
        .where("organizationId", "=", organizationId)
        .where("what", "=", deed.what)
        .where("dueOn", "=", deed.dueOn)
        .executeTakeFirstOrThrow();
      await meetings.completeTask(doing, task.id, { note: "已按要求完成" });
      return;
    }
    case "meeting-standing":
      await meetings.declareStanding(doing, {
        personId: need(known.persons, deed.person),
        reason: "old",
        from: deed.on,
        note: "年纪大了，支部委员上门送学",
      });
      return;
    case "meeting-talk":
      await meetings.recordTalk(doing, {
        personId: need(known.persons, deed.person),
        talkerId: need(known.persons, deed.talker),
        content: "谈近期思想、家庭和生产情况，听取对支部工作的意见",
      });
  }
}

function heldOf(known: Known, { away, items, lecture, lecturer, kinds, topic, ...it }: HeldMeeting) {
  const exceptions = away.map(({ person, ...each }) => ({ personId: need(known.persons, person), ...each }));
  return {
    ...it,
    kinds: [...kinds],
    topic: lecture === undefined ? topic : `${topic}；党课：${lecture}`,
    ...(lecturer === undefined ? {} : { lecturer }),
    exceptions,
    items: items.map(({ tasks, ...item }) => ({
      ...item,
      tasks: (tasks ?? []).map(({ person, ...task }) => ({ ...task, personId: need(known.persons, person) })),
    })),
  };
}
