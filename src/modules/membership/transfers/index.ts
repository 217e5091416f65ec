/** All that the house and other modules may import of transfers. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks } from "./checks.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { events, noticeKinds, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  notices: Object.values(noticeKinds),
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;

export { admitArrival, receiveLetter, sendReceipt, verifyArrival } from "./arrival-acts.ts";
export { figures } from "./figures.ts";
export { receiveFile, sendFile } from "./file-acts.ts";
export { acceptTransfer, handOver, refuseTransfer, undoReceipt, withdrawTransfer } from "./hand-over-acts.ts";
export { keepGraduate } from "./keep-acts.ts";
export { cancelLetter, issueCertificate, issueLetter } from "./letter-acts.ts";
export { askTransfer } from "./request-acts.ts";
export { TRANSFER_STATES } from "./zh.ts";
