import type { ComponentType } from "react";
import type { MemberView } from "#modules/membership/contract.ts";

/** Code that is fetched when it is first needed: `async () => (await import("./ledger.tsx")).DuesLedger`. */
export type Load<P = object> = () => Promise<ComponentType<P>>;

export interface TabPage {
  readonly term: string;
  readonly href: string;
  /** As of the tab, where a page needs more than its tab. */
  readonly needs?: readonly string[];
}

/** The top tabs by mechanism, with the sub-pages that stand beneath each. */
export interface Tab {
  readonly term: string;
  readonly href: string;
  /** The letter after `g`. */
  readonly key: string;
  /** Beginnings of the verbs of which one must be held; none = everybody signed in. */
  readonly needs: readonly string[];
  /** Addresses that belong here, by beginning. */
  readonly covers: readonly string[];
  readonly pages: readonly TabPage[];
  /** Gives way where the first row would hold too many: then it stands in the person's menu. */
  readonly givesWay?: true;
}

/** Pages that a part puts beneath the tab of another. */
export interface TabShare {
  /** The address of the tab. */
  readonly in: string;
  /** The page of the tab that they follow; the last one where nothing is said. */
  readonly after?: string;
  readonly covers: readonly string[];
  readonly pages: readonly TabPage[];
}

/** A section on the page of a member or an organisation, beneath one that the page has itself. */
export interface Section<Beneath extends string, P> {
  readonly beneath: Beneath;
  /** Among the sections in the same place: the smaller stands higher. */
  readonly order: number;
  readonly load: Load<P>;
}
export type MemberSection = Section<"党员信息" | "转接", OfMember>;
export type OrganizationSection = Section<"届次" | "所在单位", OfOrganization>;

/** What a section is told of the member; what else it shows, it asks for itself. */
interface OfMember {
  readonly personId: string;
  readonly name: string;
  readonly member: MemberView;
}
interface OfOrganization {
  readonly organizationId: string;
  readonly name: string;
}

/** What a module or one of its slices brings to the desk. Every list may be absent. */
export interface DeskPart {
  /** By address. Each is a chunk of its own with what it alone imports. */
  readonly pages?: Readonly<Record<`/${string}`, Load>>;
  readonly tabs?: readonly (Tab | TabShare)[];
  readonly sections?: {
    readonly member?: readonly MemberSection[];
    readonly organization?: readonly OrganizationSection[];
  };
  /** Buttons above a register, by its id. */
  readonly tools?: Readonly<Record<string, Load>>;
}
