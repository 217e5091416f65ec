import type { CodeOf } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { CastKey } from "./cast.ts";
import type { Place, Unit } from "./catalogue.ts";
import type { Person } from "./people.ts";

/**
 * What people of the zone did, as plain data: on which day, by whom. Places and persons are named by their keys;
 * perform.ts carries each out through the act of its module.
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
    }
  | { readonly kind: "accept"; readonly person: string }
  /** A file handed in and looked at, not yet decided on. */
  | { readonly kind: "preview-import"; readonly place: string; readonly fileName: string; readonly content: string }
);

export type DeedKind = Deed["kind"];
