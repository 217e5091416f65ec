import { codeSet } from "#shared/code-sets.ts";
import { addMonths, type Day } from "#shared/day.ts";
import type { Person } from "./people.ts";

/** What somebody writes into the form for a member on a day: what is only known later is not there yet. */
export function memberTexts(it: Person, on: Day): Record<string, string> & { readonly name: string } {
  const full = it.full !== null && it.full <= on;
  const optional: Record<string, string | null> = {
    mobile: it.mobile,
    workUnit: it.workUnit,
    flowDestination: flowKnown(it, on) ? it.flowDestination : null,
    lostSince: it.lostSince !== null && it.lostSince <= on ? it.lostSince : null,
    fullOn: full ? it.full : null,
  };
  return {
    name: it.name,
    gender: codeSet("sex").term(it.gender),
    ethnicity: codeSet("ethnic_group").term(it.ethnicity),
    birthOn: it.birth,
    idNumber: it.idNumber,
    nativePlace: it.nativePlace,
    education: codeSet("education").term(it.education),
    category: codeSet("membership_category").term(full ? "full" : "probationary"),
    joinedOn: it.joined,
    registryStatus: codeSet("registry_status").term("normal"),
    joinKind: codeSet("join_kind").term(it.joinKind),
    job: codeSet("work_post").term(it.job),
    address: it.address,
    registeredAddress: it.address,
    ...Object.fromEntries(Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

/** Whether it is known on a day that somebody is away: they left some months after they joined, or were lost. */
export function flowKnown(it: Person, on: Day): boolean {
  return it.lostSince !== null ? it.lostSince <= on : addMonths(it.joined, 6) < on;
}
