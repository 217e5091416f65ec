import { demoPeople } from "#demo/index.ts";
import type { DemoPerson, House } from "#platform/house.ts";
import { prepareDemo, refuseHalfMade } from "./demo-start.ts";
import type { OpenHouse } from "./house.ts";

/** What the demo zone adds to a start; the server itself knows nothing of it. */
export interface StartHooks {
  /** Runs before the server listens, on a start without `--empty`: makes the demo zone where there is nothing yet. */
  readonly prepare?: (open: OpenHouse, say: (line: string) => void) => Promise<void>;
  /** Runs on a start with `--empty`: throws where half a demo zone lies. */
  readonly beforeEmpty?: (house: House) => Promise<void>;
  /** The demo people for the sign-in page, or null when this zone is not the demo. */
  readonly people?: (house: House) => Promise<readonly DemoPerson[] | null>;
}

export const hooks: StartHooks = {
  prepare: prepareDemo,
  beforeEmpty: refuseHalfMade,
  people: demoPeople,
};
