/** Branches that meet in groups (党小组) because they are large. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  东巷村: ["第一党小组", "第二党小组", "第三党小组"],
  沙口村: ["南片党小组", "北片党小组"],
};

export const groupsOf = (place: string): readonly string[] => GROUPS[place] ?? [];

/** The group of somebody at a place; the same whenever it is asked. */
export function groupOf(place: string, person: string): string | null {
  const names = groupsOf(place);
  const sum = Array.from(person).reduce((all, it) => all + (it.codePointAt(0) ?? 0), 0);
  return names[sum % Math.max(1, names.length)] ?? null;
}

/** As the roster's form has it. */
export function groupTexts(place: string, person: string): Record<string, string> {
  const groupName = groupOf(place, person);
  return groupName === null ? {} : { groupName };
}
