import { meetings } from "#modules/membership/index.ts";
import { COMMITTEE_POSTS } from "#modules/organization/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { codeSet } from "#shared/code-sets.ts";
import { yearOf, yearStart } from "#shared/day.ts";
import { span } from "./addresses.ts";
import { all, codeParts, count, factSheet, type Part, women } from "./fact-sheets.ts";
import type { Ground } from "./places.ts";
import type { Sheet } from "./sheet-frame.ts";
import {
  type Appraised,
  appraisalsSettled,
  appraisedFacts,
  type Elected,
  electedFacts,
  type Trained,
  trainedFacts,
} from "./year-queries.ts";
import { zh } from "./zh.ts";

const areaOf =
  (ground: Ground) =>
  (it: { readonly organizationId: string | null }): string | null =>
    ground.places.get(it.organizationId ?? "")?.areaKind ?? null;

/** Table 8: the year's democratic appraisals, by kind of area, grade and what followed. */
export async function appraisalSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day } = ground;
  const [facts, settled] = [
    await appraisedFacts(tx, ground.where, day),
    await appraisalsSettled(tx, ground.where, day),
  ];
  const words = zh.sheet.appraisal;
  const part = (key: string, label: string, counts: (it: Appraised) => boolean): Part<Appraised> => ({
    key,
    label,
    heading: [words.grade, label],
    filters: null,
    counts,
  });
  return factSheet<Appraised>({
    ground,
    table: "8",
    list: settled ? { register: "appraisal-results", filters: { year: `${yearOf(day)}..${yearOf(day)}` } } : null,
    facts,
    countOf: count,
    lines: [all(zh.sheet.total), ...codeParts<Appraised>("area_kind", "area-", null, areaOf(ground))],
    columns: [
      { key: "all", label: words.listed, filters: null, counts: () => true },
      women(null),
      ...codeSet("appraisal_grade").entries.map(
        (it): Part<Appraised> => ({
          ...part(`grade-${it.value}`, it.term, (one) => one.grade === it.value),
          filters: { grade: it.value },
        }),
      ),
      part("grade-pending", words.pending, (it) => it.grade === null && !it.exempt),
      part("grade-exempt", words.exempt, (it) => it.exempt),
      ...codeSet("appraisal_disposition").entries.map(
        (it): Part<Appraised> => ({
          key: `disposition-${it.value}`,
          label: it.term,
          heading: [words.disposition, it.term],
          filters: { disposition: it.value },
          counts: (one) => one.disposition === it.value,
        }),
      ),
    ],
    notes: [words.note],
    parts: {
      lines: ["area-", zh.sheet.checks.areas],
      columns: ["grade-", zh.sheet.checks.axis(words.grade)],
    },
  });
}

/** Table 9: who learned how much in the year, by what they are and where. */
export async function trainingSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const words = zh.sheet.training;
  const asked = { member: meetings.hoursAsked(false).value, officer: meetings.hoursAsked(true).value };
  const facts = await trainedFacts(tx, ground.where, ground.day, { ...asked, posts: COMMITTEE_POSTS });
  const line = (key: string, label: string, counts: (it: Trained) => boolean): Part<Trained> => ({
    key,
    label,
    filters: null,
    counts,
  });
  const column = (
    key: string,
    label: string,
    of: (it: Trained) => number,
    counts: (it: Trained) => boolean = () => true,
  ): Part<Trained> => ({ key, label, filters: null, counts, of });
  return factSheet<Trained>({
    ground,
    table: "9",
    list: { register: "members", filters: {} },
    unit: words.unit,
    facts,
    countOf: count,
    lines: [
      all(zh.sheet.total),
      line("role-secretary", words.secretary, (it) => it.role === "secretary"),
      line("role-officer", words.officer, (it) => it.role === "officer"),
      line("role-member", words.member, (it) => it.role === "member"),
      line("fresh", words.fresh, (it) => it.fresh),
      line("away", words.away, (it) => it.away),
      ...codeParts<Trained>("area_kind", "area-", null, areaOf(ground)).map((it) => ({
        ...it,
        label: zh.sheet.area(it.label),
      })),
    ],
    columns: [
      all(zh.sheet.members),
      column("exempt", words.exempt, count, (it) => it.exempt),
      column("learned", words.learned, (it) => it.learned),
      column(
        "women",
        words.women,
        (it) => it.learned,
        (it) => it.female,
      ),
      column("enough", words.enough(asked.member, asked.officer), (it) => it.enough),
      column("times", words.times, (it) => it.times),
      column("hours", words.hours, (it) => it.hours),
    ],
    notes: [words.note, words.absent],
    parts: { lines: ["role-", words.check] },
  });
}

/** Table 38: elections of Party committees in the year, and which of them were 公推直选. */
export async function electionSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day } = ground;
  const year = { from: yearStart(day), to: day };
  const beneath = ground.beneathOn(day);
  const facts = await electedFacts(tx, ground.whereEver, year);
  const words = zh.sheet.election;
  const open = (it: Elected): boolean => it.direct && it.recommended;
  const column = (key: string, label: string, counts: (it: Elected) => boolean): Part<Elected> => ({
    key,
    label,
    filters: null,
    counts,
  });
  return factSheet<Elected>({
    ground,
    table: "38",
    list: { register: "elections", filters: { kind: "term,by_election", heldOn: span(year) } },
    unit: words.unit,
    facts: facts.filter((it) => beneath.has(it.organizationId ?? "")),
    countOf: count,
    lines: [all(zh.sheet.total), ...codeParts<Elected>("area_kind", "area-", null, areaOf(ground))],
    columns: [
      all(words.held),
      { ...column("kind-term", words.term, (it) => it.kind === "term"), filters: { kind: "term" } },
      { ...column("kind-by", words.by, (it) => it.kind === "by_election"), filters: { kind: "by_election" } },
      column("recommended", words.recommended, (it) => it.recommended),
      { ...column("direct", words.direct, (it) => it.direct), filters: { form: "direct" } },
      column("open", words.open, open),
      { ...column("secretaries", words.secretaries, () => true), of: (it) => it.secretaries },
      { ...column("open-secretaries", words.openSecretaries, open), of: (it) => it.secretaries },
    ],
    notes: [words.note],
    parts: {
      lines: ["area-", zh.sheet.checks.areas],
      columns: ["kind-", words.check],
    },
  });
}
