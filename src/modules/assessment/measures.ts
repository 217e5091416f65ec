import { registers as rosters } from "#modules/membership/index.ts";
import type { Filters, Measure } from "#platform/measures/index.ts";
import type { Register } from "#platform/registers/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, type Day } from "#shared/day.ts";
import { remindedUntil } from "#shared/term-reminder.ts";
import { organizationStanding } from "./registers.ts";
import {
  BRANCH_KINDS,
  COLLEGE_AND_ABOVE,
  FEWEST_FULL,
  KINDS_WITH_SECRETARY,
  latestDayWithYears,
  MINORITIES,
  MOST_MEMBERS,
} from "./rules.ts";
import { zh } from "./zh.ts";

/** Age and years of membership from which the picture counts somebody apart. */
export const OLD = 60;
const LONG_STANDING = 50;

const members = registerOf("members");

function registerOf(id: string): Register {
  const found = rosters.find((it) => it.id === id);
  if (!found) throw new Error(`there is no register ${id}`);
  return found;
}

type Where = (on: Day) => Filters;
type Key = keyof typeof zh.figures;
const person = (key: Key, where: Where): Measure => ({ key, term: zh.figures[key], unit: "人", of: members, where });
const place = (key: Key, where: Where): Measure => ({
  key,
  term: zh.figures[key],
  unit: "个",
  of: organizationStanding,
  where,
});

/** What is counted of members. Shares and means are made of these by whoever shows them. */
export const MEMBERS = {
  all: person("members", () => ({})),
  full: person("full", () => ({ category: "full" })),
  probationary: person("probationary", () => ({ category: "probationary" })),
  women: person("women", () => ({ gender: "female" })),
  minority: person("minority", () => ({ ethnicity: MINORITIES.join(",") })),
  old: person("old", (on) => ({ birthOn: `..${latestDayWithYears(on, OLD)}` })),
  college: person("college", () => ({ education: COLLEGE_AND_ABOVE.join(",") })),
  longStanding: person("longStanding", (on) => ({ fullOn: `..${latestDayWithYears(on, LONG_STANDING)}` })),
} as const;

/** What is counted of organisations. */
export const ORGANIZATIONS = {
  all: place("organizations", () => ({})),
  oneShoulder: place("oneShoulder", () => ({ oneShoulder: "true" })),
} as const;

/** What only the mission asks for. */
export const MISSION = {
  settled: place("settled", () => ({ areaKind: "village,urban_community,town_community" })),
  away: person("away", () => ({ flowDestination: "present" })),
  lost: person("lost", (on) => ({ lostSince: `..${on}` })),
} as const;

/** Organisations of each kind, in the order of the code set. */
export const KINDS: readonly Measure[] = codeSet("organization_kind").entries.map(({ value, term }) => ({
  ...ORGANIZATIONS.all,
  key: `kind-${value}`,
  term,
  where: () => ({ kind: value }),
}));

/** What is out of order in organisations: the same as {@link disordersOf} finds of each. */
export const ATTENTION = {
  noSecretary: place("noSecretary", () => ({ kind: KINDS_WITH_SECRETARY.join(","), secretary: "false" })),
  termOverdue: place("termOverdue", (on) => ({ termDueOn: `..${on}` })),
  termDueSoon: place("termDueSoon", (on) => ({ termDueOn: `${addDays(on, 1)}..${remindedUntil(on)}` })),
  tooFew: place("tooFew", () => ({ kind: "branch", fullMembers: `..${FEWEST_FULL - 1}` })),
  tooMany: place("tooMany", () => ({ kind: BRANCH_KINDS.join(","), members: `${MOST_MEMBERS + 1}..` })),
} as const;
