export type { Field, Register } from "./declaration.ts";
export { describeRegister, shown } from "./describe.ts";
export { countRows, listAll, listPage, type Row } from "./list.ts";
export { type ListRequest, readListRequest } from "./request.ts";
export { registerRoutes } from "./routes.ts";
export { eventSentences } from "./zh.ts";
