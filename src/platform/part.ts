import type { VerbDeclaration } from "#platform/access/policy.ts";
import type { Sentences } from "#platform/audit/sentences.ts";
import type { Check, Waiting } from "#platform/clock/checks.ts";
import type { ConstraintProblems } from "#platform/http/failure.ts";
import type { ProblemText } from "#platform/http/problem-page.ts";
import type { Route } from "#platform/http/route.ts";
import type { JobKind, TimetableEntry } from "#platform/jobs/index.ts";
import type { NoticeKind } from "#platform/notices/index.ts";
import type { Register } from "#platform/registers/declaration.ts";
import type { Importer, ImportHouse } from "#platform/registers/importer.ts";
import type { EventSentences } from "#shared/event-sentences.ts";

/** What one part of the house brings to the server. Every list may be absent. */
export interface Part {
  /** Folder under src/. */
  readonly name: string;
  readonly verbs?: readonly VerbDeclaration[];
  readonly routes?: readonly Route[];
  readonly registers?: readonly Register[];
  /** Registers that need the sentences of all parts. */
  readonly registersFrom?: (sentences: Sentences) => readonly Register[];
  readonly importers?: readonly Importer[];
  /** Lists organisations for imports; one part brings it. */
  readonly places?: ImportHouse["places"];
  readonly jobs?: readonly JobKind[];
  readonly timetable?: readonly TimetableEntry[];
  /** What its rules ask to be done by when. */
  readonly checks?: readonly Check[];
  /** Steps that wait for somebody, with or without a day. */
  readonly waiting?: readonly Waiting[];
  readonly sentences?: EventSentences;
  /** Kinds of notice that it gives, so that each can be turned off. */
  readonly notices?: readonly NoticeKind[];
  readonly constraints?: ConstraintProblems;
  readonly problems?: Readonly<Record<string, ProblemText>>;
}

/** What a slice brings; the server gives it the name of its folder. */
export type SlicePart = Omit<Part, "name">;
