import { AWARD } from "#modules/membership/honours/asks.ts";
import { isForOrganization } from "#modules/membership/honours/rules.ts";
import { asks } from "#platform/forms/asks.ts";
import { codeSet } from "#shared/code-sets.ts";

/** What a form of an award asks; `organization`: whose page it stands on, which decides what may be given. */
export const awardAsks = (organization: boolean) =>
  asks({
    ...AWARD,
    kind: { ...AWARD.kind, only: codeSet("award_kind").values.filter((it) => isForOrganization(it) === organization) },
  });

export const STATE_MARKS: Readonly<Record<string, "plain" | "warn" | "bad" | "info" | "good">> = {
  running: "info",
  due: "warn",
  done: "plain",
  ended: "plain",
  withdrawn: "bad",
};
