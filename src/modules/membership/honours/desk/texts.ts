import { codeSet } from "#shared/code-sets.ts";
import type { Asked } from "#web/desk/parts/fact-field.tsx";

const PERSONAL: readonly string[] = ["excellent_member", "excellent_worker", "other_person"];

/** What a form of an award asks; `organization`: whose page it stands on. */
export function awardAsked(organization: boolean): readonly Asked[] {
  return [
    {
      key: "kind",
      term: "荣誉称号",
      kind: "award_kind",
      choices: codeSet("award_kind")
        .entries.filter((it) => PERSONAL.includes(it.value) !== organization)
        .map((it) => ({ value: it.value, label: it.term })),
    },
    { key: "title", term: "荣誉名称", kind: "text", optional: true, hint: "称号选“其他”的才填，如“最美志愿者”。" },
    { key: "level", term: "表彰级别", kind: "award_level" },
    { key: "issuer", term: "表彰单位", kind: "text" },
    { key: "documentNumber", term: "文号", kind: "text", optional: true },
    { key: "awardedOn", term: "表彰日期", kind: "day" },
  ];
}

export const STATE_MARKS: Readonly<Record<string, "plain" | "warn" | "bad" | "info" | "good">> = {
  running: "info",
  due: "warn",
  done: "plain",
  ended: "plain",
  withdrawn: "bad",
};
