import { backupVerb } from "./backup.ts";
import { demoVerb } from "./demo.ts";
import { figuresVerb } from "./figures.ts";
import { importVerb } from "./import.ts";
import { keyVerbs } from "./keys.ts";
import { migrateVerb } from "./migrate.ts";
import { restoreVerb } from "./restore.ts";
import { userVerbs } from "./user.ts";
import type { Verb } from "./verb.ts";
import { verifyVerb } from "./verify.ts";
import { versionVerb } from "./version.ts";

/** The verbs of the command line; a new one adds its line here. */
export const VERBS: readonly Verb[] = [
  migrateVerb,
  demoVerb,
  importVerb,
  figuresVerb,
  verifyVerb,
  backupVerb,
  restoreVerb,
  ...userVerbs,
  ...keyVerbs,
  versionVerb,
];
