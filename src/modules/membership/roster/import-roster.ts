import type { Importer } from "#platform/registers/importer.ts";
import { RosterRun } from "./run.ts";
import { undoRoster } from "./undo.ts";
import { ROSTER_FIELDS } from "./vocabulary.ts";

/** Member rosters: from the files of branches onto the roster of the house. */
export const rosterImporter: Importer = {
  register: "members",
  title: "党员花名册",
  verb: "membership.import",
  rank: 10,
  vocabulary: ROSTER_FIELDS,
  open: (drop) => RosterRun.open(drop),
  undo: undoRoster,
};
