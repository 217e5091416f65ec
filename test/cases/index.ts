import type { Case } from "./case.ts";
import { DUES, STATUS } from "./membership.ts";
import { MEETING, SETTING } from "./organization.ts";
import { RECRUITING } from "./recruiting.ts";

export { type Case, sourcesOf } from "./case.ts";

/** Cases that are asked of the rules, by what they are about; docs/reference/cases.md names each. */
export const CASES: readonly { readonly title: string; readonly file: string; readonly cases: readonly Case[] }[] = [
  { title: "Recruiting, asked of the rules", file: "test/cases/recruiting.ts", cases: RECRUITING },
  { title: "Dues, asked of the rules", file: "test/cases/membership.ts", cases: DUES },
  {
    title: "Status, floating members and transfers, asked of the rules",
    file: "test/cases/membership.ts",
    cases: STATUS,
  },
  { title: "Organisations, terms and posts, asked of the rules", file: "test/cases/organization.ts", cases: SETTING },
  { title: "Elections and meetings, asked of the rules", file: "test/cases/organization.ts", cases: MEETING },
];
