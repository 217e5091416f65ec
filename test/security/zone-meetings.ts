import { newId } from "#platform/database/ids.ts";
import type { About, Planter, Row } from "./planting.ts";

/**
 * What a branch keeps of meetings: one ahead to which a member is called, one recorded with minutes and tasks, one that was
 * called off, a part of a joint meeting that another branch convenes, a standing, a talk.
 */
export function plantMeetings(it: {
  readonly add: (table: string, row: Row, about: About) => string;
  readonly planter: Planter;
  readonly where: Row;
  readonly persons: About;
  readonly second: string;
  readonly third: string;
  /** The branch that is asked to take part, and what is known of texts that both may read. */
  readonly guest: { readonly organization_id: unknown; readonly org_path: unknown };
  readonly both: About;
}): void {
  const { add, where, second, third } = it;
  // Of a meeting a member reads what was told when they were called.
  const about = { ...it.persons, personId: third };
  const meeting = (more: Row, of: About = about, at: Row = where): string =>
    add(
      "meeting",
      {
        ...at,
        id: newId(),
        joint_id: null,
        joint_organization_id: null,
        joint_path: null,
        answer: null,
        kinds: ["theme_day"],
        body: "members",
        group_name: null,
        topic_on: "2026-10-01",
        starts: "19:00",
        ends: "20:30",
        hours: 2,
        planned_on: "2026-10-01",
        invited_on: null,
        recorded_on: null,
        recorded_by: null,
        cancelled_on: null,
        cancel_reason: "",
        ...more,
      },
      of,
    );
  const called = (id: string, personId: string, on: string, state: string): void => {
    add(
      "meeting_person",
      {
        ...where,
        id: newId(),
        meeting_id: id,
        person_id: personId,
        meets_on: on,
        category: "full",
        votes: true,
        counted: true,
        state,
        by_self: false,
        hours: state === "present" ? 2 : 0,
      },
      { ...it.persons, personId },
    );
  };
  const ahead = meeting({ meets_on: "2026-12-05", invited_on: "2026-11-20" });
  called(ahead, third, "2026-12-05", "invited");
  const recorded = { recorded_on: "2026-10-11", recorded_by: it.planter.text("meeting", "recorded_by", about) };
  const held = meeting({ meets_on: "2026-10-10", ...recorded });
  called(held, third, "2026-10-10", "present");
  const due = meeting({ meets_on: "2026-11-10" });
  meeting({
    meets_on: "2026-12-08",
    cancelled_on: "2026-11-01",
    cancel_reason: it.planter.text("meeting", "cancel_reason", about),
  });
  // Both the branch that convenes and the one that is asked read the part; its list lies with the one that is asked.
  meeting(
    {
      meets_on: "2026-12-20",
      joint_id: due,
      joint_organization_id: where["organization_id"],
      joint_path: where["org_path"],
      answer: "asked",
    },
    it.both,
    it.guest,
  );
  const item = add(
    "meeting_item",
    { id: newId(), meeting_id: held, org_path: where["org_path"], place_in_order: 1, yes: 1, no: 0, abstain: 0 },
    it.persons,
  );
  for (const done of [null, "2026-11-01"])
    add(
      "meeting_task",
      {
        ...where,
        id: newId(),
        meeting_id: held,
        item_id: item,
        person_id: third,
        due_on: "2026-11-15",
        done_on: done,
        done_by: done === null ? null : it.planter.text("meeting_task", "done_by", about),
        withdrawn_on: null,
        withdraw_reason: "",
      },
      about,
    );
  add(
    "meeting_revision",
    {
      id: newId(),
      meeting_id: held,
      org_path: where["org_path"],
      made_on: "2026-10-12",
      stood: {
        meetsOn: "2026-10-10",
        topic: it.planter.text("meeting_revision", "stood", it.persons),
        recordedOn: "2026-10-11",
        people: [{ personName: it.planter.text("meeting_revision", "stood", it.persons), state: "absent", reason: "" }],
        items: [],
      },
    },
    it.persons,
  );
  add(
    "meeting_standing",
    { ...where, id: newId(), person_id: second, valid_from: "2026-01-01", valid_to: null, declared_on: "2026-01-02" },
    { ...it.persons, personId: second },
  );
  add(
    "meeting_talk",
    {
      ...where,
      id: newId(),
      person_id: second,
      talker_id: third,
      talked_on: "2026-10-01",
      withdrawn_on: null,
      withdraw_reason: "",
    },
    { ...it.persons, personId: second },
  );
}
