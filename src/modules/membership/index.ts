import type { Route } from "#platform/http/route.ts";
import type { Importer } from "#platform/registers/importer.ts";
import { rosterImporter } from "./import-roster.ts";

export { verbs } from "./policy.ts";
export { registers } from "./registers.ts";
export { eventSentences, problemTexts } from "./zh.ts";
export const routes: readonly Route[] = [];
export const importers: readonly Importer[] = [rosterImporter];
