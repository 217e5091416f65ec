import type { Doing } from "#platform/house.ts";
import { type Fault, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { Finding, Provision } from "#shared/finding.ts";
import { COMMITTEE_POSTS } from "../rules.ts";
import type { Particulars, StepParticulars } from "./contract.ts";
import type { ElectionRow, Place, Stored } from "./file.ts";
import type { Progress, Result } from "./rules-progress.ts";
import { zh } from "./zh.ts";

/** One election as it is worked on. */
export interface AtWork {
  readonly row: ElectionRow;
  readonly at: Place;
  readonly records: readonly Stored[];
}

/** One step that is being weighed. */
export interface Weighing {
  readonly doing: Doing;
  readonly work: AtWork;
  readonly progress: Progress;
  readonly on: Day;
  readonly given: StepParticulars;
  readonly warnings: string[];
}
export interface Read {
  readonly details: Particulars;
  readonly result?: Result;
}

/** Refuses with the rule that refuses. */
export function refuseBy(it: Pick<Finding<unknown>, "provision" | "grounds">): never {
  throw refused("election-refused", zh.refused.title, zh.refused.detail(it.grounds), { provision: it.provision });
}
export function refuseFaults(faults: readonly Fault[], provision?: Provision): void {
  if (faults.length === 0) return;
  throw refused("election-refused", zh.refused.title, zh.refused.detail(faults.map((it) => it.message).join(" ")), {
    faults,
    ...(provision ? { provision } : {}),
  });
}

/** Seats within the committee that a member may take on (分工). */
export const DUTIES: readonly string[] = COMMITTEE_POSTS.filter(
  (it) => it !== "secretary" && it !== "deputy_secretary" && it !== "member",
);
