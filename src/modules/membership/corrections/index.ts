/** All that the house and other modules may import of corrections that members ask for. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks } from "./checks.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { events, noticeKinds, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  routes,
  registers,
  checks,
  notices: Object.values(noticeKinds),
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;

export { acceptRequest, askOwn, declineRequest } from "./acts.ts";
