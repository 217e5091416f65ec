import { MEETING_KINDS } from "#modules/membership/meetings/rules.ts";
import { codeSet } from "#shared/code-sets.ts";

/** Marks of states, as words with a colour. */
export const STATE_MARKS: Readonly<Record<string, "good" | "warn" | "bad" | "info" | "plain">> = {
  planned: "info",
  unrecorded: "warn",
  held: "good",
  cancelled: "plain",
  asked: "warn",
  declined: "plain",
};

export const NEED_MARKS = { held: "good", planned: "info", missing: "bad", ahead: "plain" } as const;
export const NEED_SAYS = { held: "已开", planned: "已安排", missing: "缺", ahead: "待开" } as const;

export const KIND_OPTIONS = MEETING_KINDS.map((value) => ({ value, label: codeSet("activity_kind").term(value) }));

/** Reasons that are mostly given for not coming. */
export const REASONS = ["因病", "因事", "外出务工", "工作冲突"] as const;
