import type { Importer } from "#platform/registers/importer.ts";
import { rosterImporter } from "./import-roster.ts";

export { verbs } from "./policy.ts";
export { registers } from "./registers.ts";
export { routes } from "./routes.ts";
export { eventSentences, problemTexts } from "./zh.ts";
export const importers: readonly Importer[] = [rosterImporter];
export { admitToRoster, correctMember, leaveRoster, unmask } from "./acts.ts";
export { nameKeys } from "./name-keys.ts";
export { yearBooks } from "./queries.ts";
export { enterRoster } from "./roster-entry.ts";
export { categoryOn, partyYears, yearlyDifference } from "./rules.ts";
export { idNumberIndex, mobileIndex, openColumn, sealedColumns } from "./sensitive.ts";
export { acceptTransfer, handOver, refuseTransfer, withdrawTransfer } from "./transfer-acts.ts";
