/** All that the house and other modules may import of floating members. */
import { checks } from "./checks.ts";
import { floatingImporters } from "./import-floating.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { eventSentences, problemTexts } from "./zh.ts";

/** What the slice brings to the server; the shape is `Part` of src/server/modules.ts. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  importers: floatingImporters,
  sentences: eventSentences,
  problems: problemTexts,
} as const;

export {
  acceptCase,
  endCase,
  markLost,
  note,
  offerCase,
  registerInflow,
  registerOutflow,
  stopMembership,
} from "./acts.ts";
export { figures } from "./figures.ts";
export { issuePass, mergePass, receivePass } from "./pass-acts.ts";
export { inflowCounts, lostCounts, outflowCounts } from "./statistics.ts";
