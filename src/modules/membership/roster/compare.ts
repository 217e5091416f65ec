import type { FieldChange } from "#platform/registers/importer.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { type Day, type DayPrecision, dayInTable } from "#shared/day.ts";
import { educationClassOf } from "#shared/education-levels.ts";
import { maskIdentityNumber, maskPhone } from "#shared/masks.ts";
import { categoryOn, type KnownDay, mayBeSame } from "../rules.ts";
import type { RosterFacts } from "./row.ts";
import { ROSTER_FIELDS } from "./vocabulary.ts";

/** One member as the house knows them: the person, and the open row of the roster. */
export interface KnownMember {
  readonly personId: string;
  readonly personPath: string;
  readonly version: number;
  readonly name: string;
  readonly formerName: string | null;
  readonly gender: string;
  readonly ethnicity: string | null;
  readonly birthOn: Day | null;
  readonly birthPrecision: string;
  readonly nativePlace: string | null;
  readonly idNumberIndex: string | null;
  readonly mobileIndex: string | null;
  readonly mobileMask: string | null;
  readonly addressCipher: string | null;
  readonly registeredAddressCipher: string | null;
  readonly membership: KnownMembership | null;
}

export interface KnownMembership {
  readonly id: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly validFrom: Day;
  readonly education: string | null;
  readonly degree: string | null;
  readonly joinedOn: Day | null;
  readonly joinedPrecision: string;
  readonly fullOn: Day | null;
  readonly fullPrecision: string;
  readonly category: string;
  readonly registryStatus: string;
  readonly joinKind: string | null;
  readonly job: string | null;
  readonly workUnit: string | null;
  readonly stratum: string | null;
  readonly frontLine: boolean | null;
  readonly migrantWorker: boolean | null;
  readonly groupName: string | null;
  readonly flowDestination: string | null;
  readonly lostSince: Day | null;
  readonly note: string;
}

/** Columns to be written; keys are columns in camelCase. Addresses and numbers stand in plain and are sealed when written. */
export interface MemberChanges {
  readonly person: Readonly<Record<string, unknown>>;
  readonly membership: Readonly<Record<string, unknown>>;
  /** Plain values that must be sealed. */
  readonly sealed: Readonly<Partial<Record<"idNumber" | "mobile" | "address" | "registeredAddress", string>>>;
  readonly shown: readonly FieldChange[];
}

/** How sensitive values of the house are compared with those of a file: by blind index, and by opening the envelope. */
export interface Secrets {
  idNumberIndex(number: string): string;
  mobileIndex(number: string): string;
  address(personId: string, column: "address_cipher" | "registered_address_cipher", cipher: string): string;
}

const TERMS: ReadonlyMap<string, string> = new Map(ROSTER_FIELDS.map((field) => [field.key, field.term]));

const CODES: Readonly<Record<string, CodeSetName>> = {
  gender: "sex",
  ethnicity: "ethnic_group",
  education: "education",
  category: "membership_category",
  registryStatus: "registry_status",
  joinKind: "join_kind",
  job: "work_post",
  stratum: "social_stratum",
};

/** A stored value as a person reads it. */
export function memberValueInWords(key: string, value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const set = CODES[key];
  if (set === undefined) return text;
  const codes = codeSet(set);
  return codes.has(text) ? codes.term(text) : text;
}

class Difference {
  readonly person: Record<string, unknown> = {};
  readonly membership: Record<string, unknown> = {};
  readonly sealed: Partial<Record<"idNumber" | "mobile" | "address" | "registeredAddress", string>> = {};
  readonly shown: FieldChange[] = [];

  show(field: string, from: string | null, to: string | null): void {
    this.shown.push({ field, term: TERMS.get(field) ?? field, from, to });
  }

  plain(part: "person" | "membership", field: string, was: unknown, becomes: unknown): void {
    if (becomes === undefined || becomes === was) return;
    this[part][field] = becomes;
    this.show(field, memberValueInWords(field, was), memberValueInWords(field, becomes));
  }

  date(
    part: "person" | "membership",
    field: string,
    columns: [string, string],
    was: KnownDay | null,
    becomes: KnownDay | undefined,
  ): void {
    if (becomes === undefined) return;
    // The same date, known no better than before, is no change.
    if (was && mayBeSame(was, becomes) && rank(becomes.precision) <= rank(was.precision)) return;
    this[part][columns[0]] = becomes.day;
    if (columns[1] !== "") this[part][columns[1]] = becomes.precision;
    this.show(field, was && dayInTable(was.day, was.precision), dayInTable(becomes.day, becomes.precision));
  }
}

const rank = (precision: DayPrecision): number => (precision === "day" ? 2 : precision === "month" ? 1 : 0);

function known(day: Day | null, precision: string): KnownDay | null {
  return day === null ? null : { day, precision: precision === "month" || precision === "year" ? precision : "day" };
}

/**
 * What a row would change in what is known, field by field. Blanks change nothing; a coarser word or date for the same
 * thing changes nothing either.
 */
export function compareMember(was: KnownMember, row: RosterFacts, on: Day, secrets: Secrets): MemberChanges {
  const d = new Difference();
  d.plain("person", "name", was.name, row.name);
  d.plain("person", "formerName", was.formerName, row.formerName);
  if (row.gender !== "unknown") d.plain("person", "gender", was.gender, row.gender);
  d.plain("person", "ethnicity", was.ethnicity, row.ethnicity);
  d.date("person", "birthOn", ["birthOn", "birthPrecision"], known(was.birthOn, was.birthPrecision), row.birth);
  d.plain("person", "nativePlace", was.nativePlace, row.nativePlace);
  compareSealed(d, was, row, secrets);
  const membership = was.membership;
  if (membership) compareMembership(d, membership, row, on);
  return { person: d.person, membership: d.membership, sealed: d.sealed, shown: d.shown };
}

function compareSealed(d: Difference, was: KnownMember, row: RosterFacts, secrets: Secrets): void {
  if (row.idNumber !== undefined && was.idNumberIndex !== secrets.idNumberIndex(row.idNumber)) {
    d.sealed.idNumber = row.idNumber;
    d.show("idNumber", was.idNumberIndex === null ? null : "（原号码）", maskIdentityNumber(row.idNumber));
  }
  if (row.mobile !== undefined && was.mobileIndex !== secrets.mobileIndex(row.mobile)) {
    d.sealed.mobile = row.mobile;
    d.show("mobile", was.mobileMask, maskPhone(row.mobile));
  }
  for (const [field, column, cipher] of [
    ["address", "address_cipher", was.addressCipher],
    ["registeredAddress", "registered_address_cipher", was.registeredAddressCipher],
  ] as const) {
    const becomes = row[field];
    if (becomes === undefined) continue;
    if (cipher !== null && secrets.address(was.personId, column, cipher) === becomes) continue;
    d.sealed[field] = becomes;
    d.show(field, cipher === null ? null : "（原地址）", "（新地址）");
  }
}

function compareMembership(d: Difference, was: KnownMembership, row: RosterFacts, on: Day): void {
  if (row.education !== undefined && !coarser(was.education, row.education)) {
    d.plain("membership", "education", was.education, row.education);
  }
  d.plain("membership", "degree", was.degree, row.degree);
  d.date(
    "membership",
    "joinedOn",
    ["joinedOn", "joinedPrecision"],
    known(was.joinedOn, was.joinedPrecision),
    row.joined,
  );
  d.date("membership", "fullOn", ["fullOn", "fullPrecision"], known(was.fullOn, was.fullPrecision), row.full);
  compareCategory(d, was, row, on);
  // What happened since wins over an old list: `normal` after `restored` says nothing new.
  if (!(row.registryStatus === "normal" && was.registryStatus === "restored")) {
    d.plain("membership", "registryStatus", was.registryStatus, row.registryStatus);
  }
  for (const field of [
    "joinKind",
    "job",
    "workUnit",
    "stratum",
    "frontLine",
    "migrantWorker",
    "groupName",
    "flowDestination",
    "lostSince",
  ] as const) {
    d.plain("membership", field, was[field], row[field]);
  }
  d.plain("membership", "note", was.note === "" ? null : was.note, row.note);
}

function compareCategory(d: Difference, was: KnownMembership, row: RosterFacts, on: Day): void {
  if (row.category === undefined || (row.categoryGuessed === true && row.full === undefined)) return;
  const today = categoryOn(
    { category: was.category === "full" ? "full" : "probationary", fullOn: was.fullOn },
    on,
  ).value;
  if (today !== row.category) d.plain("membership", "category", today, row.category);
}

/** `初中及以下` where 初中 is known, or the statistical class where the level is. */
function coarser(was: string | null, becomes: string): boolean {
  const codes = codeSet("education");
  if (was === null || was === becomes || !codes.has(was) || !codes.has(becomes)) return false;
  const coarse = becomes === "junior_high_or_below" || becomes === "postgraduate" || becomes === "senior_high";
  return coarse && educationClassOf(was) === educationClassOf(becomes);
}
