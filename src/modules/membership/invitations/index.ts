/** All that the house and other modules may import of invitations to open one's own account. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { routes } from "./routes.ts";
import { events, noticeKinds, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  routes,
  notices: Object.values(noticeKinds),
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;
