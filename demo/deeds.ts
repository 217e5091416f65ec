import type { Asking as CorrectionAsking } from "#modules/membership/corrections/contract.ts";
import type { Use as DuesUse, ProfileSetting } from "#modules/membership/dues/contract.ts";
import type { Ending, Entry, Inflow, Outflow } from "#modules/membership/floating/contract.ts";
import type { AwardBody, MeasureBody } from "#modules/membership/honours/contract.ts";
import type { PlanBody as MeetingPlan } from "#modules/membership/meetings/contract.ts";
import type { MeetingKind } from "#modules/membership/meetings/rules.ts";
import type { PlanBody } from "#modules/membership/recruiting/contract.ts";
import type { Arrival, FileSent } from "#modules/membership/transfers/contract.ts";
import type { StepInput, VillageBody } from "#modules/organization/elections/index.ts";
import type { CodeOf } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { CastKey } from "./cast.ts";
import type { Place, Unit } from "./catalogue.ts";
import type { HeldElection, VillageVotes } from "./elections.ts";
import type { Person } from "./people.ts";
import type { PlannedStep } from "./recruiting.ts";

/** A meeting as the record book of a branch has it; persons by their keys. */
export interface HeldMeeting {
  readonly kinds: readonly MeetingKind[];
  readonly body: "members" | "committee" | "group";
  readonly groupName?: string;
  readonly on: Day;
  readonly starts: string;
  readonly ends: string;
  readonly place: string;
  readonly chair: string;
  readonly topic: string;
  readonly lecturer?: string | undefined;
  readonly lecture?: string | undefined;
  readonly hours: number;
  readonly away: readonly { readonly person: string; readonly state: "excused" | "absent"; readonly reason: string }[];
  readonly items: readonly {
    readonly title: string;
    readonly discussion: string;
    readonly decision: string;
    readonly vote?: { readonly yes: number; readonly no: number; readonly abstain: number };
    readonly tasks?: readonly { readonly what: string; readonly person: string; readonly dueOn: Day }[];
  }[];
}

/**
 * What people of the zone did, as plain data: on which day, by whom. Places and persons are named by their keys;
 * perform/ carries each out through the act of its module.
 */
export type Deed = { readonly on: Day; readonly by: CastKey | "system" } & (
  | { readonly kind: "account"; readonly account: CastKey; readonly person: string | null }
  | { readonly kind: "grant"; readonly account: CastKey; readonly place: string | null }
  | {
      readonly kind: "establish";
      readonly place: Place;
      readonly parent: string | null;
      readonly happenedOn: Day;
      readonly documentNumber: string | null;
      readonly reason: string;
    }
  | {
      readonly kind: "rename";
      readonly place: string;
      readonly fullName: string;
      readonly shortName: string;
      readonly documentNumber: string;
      readonly reason: string;
    }
  | {
      readonly kind: "move";
      readonly place: string;
      readonly parent: string;
      readonly documentNumber: string;
      readonly reason: string;
    }
  | {
      readonly kind: "upgrade";
      readonly place: string;
      readonly fullName: string;
      readonly shortName: string;
      readonly documentNumber: string;
      readonly reason: string;
    }
  /** `makes`: the successor is set up by the merger itself. `proposal`: left waiting for a decision. */
  | {
      readonly kind: "merge";
      readonly sources: readonly string[];
      readonly into: Place;
      readonly makes: boolean;
      readonly documentNumber: string | null;
      readonly reason: string;
      readonly proposal: boolean;
    }
  | {
      readonly kind: "dissolve";
      readonly place: string;
      readonly destinations: readonly { readonly place: string; readonly persons: readonly string[] }[];
      readonly documentNumber: string;
      readonly reason: string;
    }
  | {
      readonly kind: "split";
      readonly place: string;
      readonly part: Place;
      readonly persons: readonly string[];
      readonly documentNumber: string;
      readonly reason: string;
    }
  | { readonly kind: "undo-split"; readonly place: string; readonly reason: string }
  | { readonly kind: "unit"; readonly place: string; readonly since: Day | null; readonly unit: Unit }
  | {
      readonly kind: "term";
      readonly place: string;
      readonly start: Day;
      readonly years: 3 | 5;
      readonly termNumber: number;
      readonly documentNumber: string;
    }
  | {
      readonly kind: "appoint";
      readonly place: string;
      readonly person: string;
      readonly post: CodeOf<"party_post">;
      readonly from: Day;
    }
  | {
      readonly kind: "end-post";
      readonly place: string;
      readonly person: string;
      readonly post: CodeOf<"party_post">;
      readonly reason: string;
    }
  | { readonly kind: "roster"; readonly place: string; readonly persons: readonly Person[] }
  | {
      readonly kind: "admit";
      readonly place: string;
      readonly person: Person;
      readonly code: CodeOf<"entry_reason">;
      readonly from: string | null;
    }
  | { readonly kind: "convert"; readonly person: string }
  /** Something about a member is different from this day on; fields as the form has them. */
  | { readonly kind: "change"; readonly person: string; readonly fields: Readonly<Record<string, string>> }
  | {
      readonly kind: "leave";
      readonly person: string;
      readonly code: CodeOf<"leave_reason">;
    }
  /** To a place of the zone, or to a Party organisation outside it. */
  | {
      readonly kind: "hand-over";
      readonly person: string;
      readonly to: string | null;
      readonly outside: string | null;
      readonly reason: string;
      /** By a letter of the committee, which a deed of its own issues; else the number is noted with the transfer. */
      readonly letter?: CodeOf<"transfer_scope">;
    }
  | { readonly kind: "accept"; readonly person: string }
  /** What members of a branch pay dues on, those of one kind together. */
  | {
      readonly kind: "dues-profiles";
      readonly place: string;
      readonly persons: readonly string[];
      readonly setting: Omit<ProfileSetting, "personIds">;
    }
  /** Dues that a branch took in on a day: who paid for which months. */
  | {
      readonly kind: "dues-collect";
      readonly place: string;
      readonly paid: readonly { readonly person: string; readonly months: readonly string[] }[];
    }
  | {
      readonly kind: "dues-relief";
      readonly place: string;
      readonly person: string;
      readonly fromMonth: string;
      readonly toMonth: string;
      readonly reason: string;
    }
  | { readonly kind: "dues-relief-decision"; readonly person: string }
  | { readonly kind: "dues-use"; readonly place: string; readonly use: Omit<DuesUse, "organizationId"> }
  | {
      readonly kind: "dues-remit";
      readonly place: string;
      readonly fromOn: Day;
      readonly toOn: Day;
    }
  /** A member is away: fields as the form has them. */
  | { readonly kind: "float"; readonly person: string; readonly fields: Omit<Outflow, "personId"> }
  /** A member from elsewhere lives or works here; `person` names the case from then on. */
  | {
      readonly kind: "float-in";
      readonly person: string;
      readonly place: string;
      readonly fields: Omit<Inflow, "organizationId">;
    }
  | { readonly kind: "float-end"; readonly person: string; readonly code: Ending["code"] }
  | { readonly kind: "float-note"; readonly person: string; readonly fields: Omit<Entry, "on"> }
  | { readonly kind: "float-pass"; readonly person: string }
  | { readonly kind: "float-lost"; readonly person: string; readonly reason: string }
  | { readonly kind: "recruit-plan"; readonly place: string; readonly plan: Omit<PlanBody, "organizationId"> }
  | { readonly kind: "recruit-open"; readonly place: string; readonly person: Person }
  /** A case that was kept on paper until this day; `isMember`: of somebody who stands on the roster already. */
  | {
      readonly kind: "recruit-enter";
      readonly place: string;
      readonly person: Person;
      readonly isMember: boolean;
      readonly applied: Day;
      readonly awayPlace: string | null;
      readonly steps: readonly PlannedStep[];
    }
  /** One step of the branch, or of the committee above it. */
  | { readonly kind: "recruit-step" | "recruit-approve"; readonly person: string; readonly step: PlannedStep }
  | { readonly kind: "recruit-move"; readonly person: string; readonly to: string }
  | { readonly kind: "recruit-end"; readonly person: string; readonly note: string }
  /** What a branch held in a month, entered from its record book. */
  | { readonly kind: "meetings-held"; readonly place: string; readonly meetings: readonly HeldMeeting[] }
  /** Planned ahead; those of the day `invite` are called at once. */
  | {
      readonly kind: "meetings-planned";
      readonly place: string;
      readonly meetings: readonly MeetingPlan[];
      readonly invite: Day;
    }
  /** A meeting that one branch convenes for several, called and later recorded. */
  | {
      readonly kind: "meeting-joint";
      readonly place: string;
      readonly others: readonly string[];
      readonly meeting: MeetingPlan;
    }
  | { readonly kind: "meeting-joint-held"; readonly place: string; readonly summary: string }
  | { readonly kind: "meeting-task-done"; readonly place: string; readonly what: string; readonly dueOn: Day }
  /** An old member of whom nothing is asked from now on. */
  | { readonly kind: "meeting-standing"; readonly place: string; readonly person: string }
  | { readonly kind: "meeting-talk"; readonly place: string; readonly person: string; readonly talker: string }
  /** An election of a branch that was held, entered whole; its numbers follow from the roster of the day. */
  | { readonly kind: "election"; readonly held: HeldElection }
  | { readonly kind: "election-open"; readonly place: string }
  | {
      readonly kind: "election-step" | "election-decision";
      readonly place: string;
      readonly input: StepInput;
    }
  | {
      readonly kind: "village-election";
      readonly place: string;
      readonly fields: Omit<VillageBody, "organizationId" | "votes"> & { readonly votes: readonly VillageVotes[] };
    }
  /** An award of a member, or of the organisation where no person is named. */
  | {
      readonly kind: "award";
      readonly place: string;
      readonly person: string | null;
      readonly fields: Omit<AwardBody, "personId" | "organizationId">;
    }
  | {
      readonly kind: "measure";
      readonly place: string;
      readonly person: string;
      readonly fields: Omit<MeasureBody, "personId">;
    }
  /** A step of a branch's yearly appraisal; `seed` names what its members think. */
  | {
      readonly kind: "appraisal";
      readonly step: "open" | "vote" | "count" | "grade" | "publish" | "dispose";
      readonly place: string;
      readonly year: number;
      readonly seed: string;
      readonly manner?: "ballot" | "paper";
      /** Of those who may vote, how many have done so by telephone. */
      readonly share?: number;
    }
  /** What somebody asks to have put right in their record, and what came of it. */
  | {
      readonly kind: "correction-asked";
      readonly key: string;
      readonly asking: CorrectionAsking;
    }
  | { readonly kind: "correction-answered"; readonly key: string; readonly accepted: boolean; readonly answer: string }
  /** A letter of introduction for the transfer of a person, or a certificate. */
  | { readonly kind: "letter"; readonly person: string; readonly validDays: number }
  | {
      readonly kind: "certificate";
      readonly person: string;
      readonly addressee: string;
      readonly purpose: string;
      readonly validDays: number;
    }
  /** A letter from outside has come, for somebody of whom the story may tell more. */
  | {
      readonly kind: "arrival";
      readonly place: string;
      readonly person: Pick<Person, "key" | "name"> & Partial<Pick<Person, "idNumber">>;
      readonly fields: Omit<Arrival, "organizationId" | "name" | "idNumber">;
    }
  | { readonly kind: "arrival-verified"; readonly person: string; readonly note: string }
  | { readonly kind: "arrival-admitted"; readonly person: Person }
  | { readonly kind: "arrival-answered"; readonly person: string }
  /** The file of a member travels along with a transfer. */
  | { readonly kind: "file-sent"; readonly person: string; readonly fields: Omit<FileSent, "on"> }
  | { readonly kind: "file-received"; readonly person: string }
  | { readonly kind: "transfer-asked"; readonly destination: string; readonly reason: string }
  | { readonly kind: "kept"; readonly person: string; readonly since: Day }
  | { readonly kind: "workdays"; readonly year: number }
  /** A file handed in and looked at, not yet decided on. */
  | { readonly kind: "preview-import"; readonly place: string; readonly fileName: string; readonly content: string }
);

export type DeedKind = Deed["kind"];
