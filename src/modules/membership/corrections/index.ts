/** All that the house and other modules may import of corrections that members ask for. */
import { checks } from "./checks.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { eventSentences, problemTexts } from "./zh.ts";

/** What the slice brings to the server; the shape is `Part` of src/server/modules.ts. */
export const part = { routes, registers, checks, sentences: eventSentences, problems: problemTexts } as const;

export { acceptRequest, askOwn, declineRequest } from "./acts.ts";
