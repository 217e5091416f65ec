/** Every code set under one name each: `codeSet("education").term("bachelor")` is 大学本科. */
import * as activity from "./activity-codes.ts";
import type { CodeSet } from "./code-set.ts";
import { education, educationClass } from "./education-levels.ts";
import * as election from "./election-codes.ts";
import { ethnicGroup } from "./ethnic-groups.ts";
import * as event from "./event-codes.ts";
import * as honour from "./honour-codes.ts";
import * as organization from "./organization-codes.ts";
import * as person from "./person-codes.ts";
import { provisionForce } from "./provision-codes.ts";

const CODE_SETS = {
  organization_kind: organization.organizationKind,
  organization_state: organization.organizationState,
  organization_change: organization.organizationChange,
  organization_event_kind: organization.organizationEventKind,
  organization_event_state: organization.organizationEventState,
  territorial_level: organization.territorialLevel,
  unit_situation: organization.unitSituation,
  area_kind: organization.areaKind,
  organization_field: organization.organizationField,
  unit_nature: organization.unitNature,
  enterprise_control: organization.enterpriseControl,
  enterprise_size: organization.enterpriseSize,
  party_coverage: organization.partyCoverage,
  party_post: organization.partyPost,
  term_event: organization.termEvent,
  election_mode: organization.electionMode,
  election_kind: election.electionKind,
  election_form: election.electionForm,
  election_seat: election.electionSeat,
  election_step: election.electionStep,
  election_left_out: election.electionLeftOut,
  election_end: election.electionEnd,
  handover_item: election.handoverItem,
  sex: person.sex,
  ethnic_group: ethnicGroup,
  education,
  education_class: educationClass,
  political_status: person.politicalStatus,
  membership_category: person.membershipCategory,
  registry_status: person.registryStatus,
  development_stage: person.developmentStage,
  join_kind: person.joinKind,
  conversion_outcome: person.conversionOutcome,
  work_post: person.workPost,
  social_stratum: person.socialStratum,
  front_line: person.frontLine,
  title_level: person.titleLevel,
  member_tag: person.memberTag,
  entry_reason: event.entryReason,
  leave_reason: event.leaveReason,
  movement_reason: event.movementReason,
  floating_scope: event.floatingScope,
  floating_reason: event.floatingReason,
  origin_job: event.originJob,
  destination_kind: event.destinationKind,
  link_status: event.linkStatus,
  lost_reason: event.lostReason,
  floating_state: event.floatingState,
  correction_state: event.correctionState,
  floating_entry_kind: event.floatingEntryKind,
  contact_way: event.contactWay,
  transfer_scope: event.transferScope,
  dues_category: event.duesCategory,
  pay_channel: event.payChannel,
  dues_kind: event.duesKind,
  dues_method: event.duesMethod,
  dues_use: event.duesUse,
  activity_kind: activity.activityKind,
  meeting_body: activity.meetingBody,
  meeting_state: activity.meetingState,
  attendance_state: activity.attendanceState,
  task_state: activity.taskState,
  meeting_standing: activity.meetingStanding,
  appraisal_grade: activity.appraisalGrade,
  appraisal_state: activity.appraisalState,
  appraisal_manner: activity.appraisalManner,
  appraisal_ceiling: activity.appraisalCeiling,
  appraisal_exemption: activity.appraisalExemption,
  appraisal_disposition: activity.appraisalDisposition,
  discipline: activity.discipline,
  organizational_disposition: honour.organizationalDisposition,
  rights_suspension: honour.rightsSuspension,
  disciplinary_measure: honour.disciplinaryMeasure,
  measure_outcome: honour.measureOutcome,
  measure_state: honour.measureState,
  award_kind: honour.awardKind,
  award_level: honour.awardLevel,
  award_state: honour.awardState,
  hardship_cause: activity.hardshipCause,
  relief_kind: activity.reliefKind,
  volunteer_service: activity.volunteerService,
  provision_force: provisionForce,
} as const;

export type CodeSetName = keyof typeof CODE_SETS;

/** The stored values of a set: `CodeOf<"sex">` is `"male" | "female" | …`. */
export type CodeOf<N extends CodeSetName> = (typeof CODE_SETS)[N]["values"][number];

export const CODE_SET_NAMES = Object.keys(CODE_SETS) as readonly CodeSetName[];

export function isCodeSetName(name: string): name is CodeSetName {
  return Object.hasOwn(CODE_SETS, name);
}

/** The set of that name, typed with its own values. */
export function codeSet<N extends CodeSetName>(name: N): CodeSet<CodeOf<N>> {
  // Each entry has exactly this type; the compiler cannot see it for a name that is itself a parameter.
  return CODE_SETS[name] as unknown as CodeSet<CodeOf<N>>;
}

export type { CodeEntry, CodeSet } from "./code-set.ts";
