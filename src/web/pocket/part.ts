import type { ComponentType } from "react";
import type { SessionView } from "#platform/access/contract.ts";

/** A way to a page from the first one. It stands in the lists that it names, the smaller number higher. */
export interface PocketLink extends Partial<Readonly<Record<LinkList, number>>> {
  readonly href: `#/${string}`;
  readonly term: string;
}

/**
 * Used often, errands, the few of the large letters (six with the notices and 更多), and both of those who have only applied.
 */
export type LinkList = "daily" | "errands" | "elder" | "applicant" | "applicantErrands";

/** What a module or one of its slices brings to the phone. Every list may be absent. */
export interface PocketPart {
  /** By address. Opened now and then: chunks of their own keep the first view light. */
  readonly pages?: Readonly<Record<`#/${string}`, () => Promise<ComponentType>>>;
  readonly links?: readonly PocketLink[];
  /** For whoever is not signed in, by the beginning of their address. */
  readonly entrances?: Readonly<Record<`#/${string}`, () => Promise<ComponentType<Entrance>>>>;
}

/** What a page of an entrance does when it has let somebody in. */
export interface Entrance {
  readonly onDone: (session: SessionView) => void;
}
