/** All that other modules and the server may import of the picture, the statistics and the checks. */
export type { MissionFigure, Verification } from "./contract.ts";
export { timetable } from "./digest.ts";
export { figures } from "./figures.ts";
export { verbs } from "./policy.ts";
export { PROVISIONS } from "./provisions.ts";
export { registers } from "./registers.ts";
export { routes } from "./routes.ts";
export { verifyBooks } from "./verify.ts";
export { events, noticeKinds, problemTexts } from "./zh.ts";
