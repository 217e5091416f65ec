import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import { absent } from "#platform/http/problem.ts";
import type { Paper } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { organizationInReach } from "../dues/queries.ts";
import { zh as membershipZh } from "../zh.ts";
import type { AppraisalDraft, AppraisalView, YearView } from "./contract.ts";
import { mayRun, votersIn, youngOf } from "./openers.ts";
import { shownMarks } from "./own.ts";
import {
  CROWD,
  EXCELLENT_CEILING,
  FOUR_GRADES,
  FRAIL,
  OPENERS,
  PROBATIONARY,
  RECTIFY,
  SUGGESTION,
  YEARLY,
} from "./provisions.ts";
import {
  type AppraisalRow,
  appraisalCounts,
  appraisalRow,
  branchesWithMembers,
  candidates,
  itemsOf,
  marksOf,
  votersOf,
} from "./queries.ts";
import {
  type Ceiling,
  CROWD_LEAST,
  type Exemption,
  excellentMost,
  GRADES,
  type Grade,
  rectifyDue,
  stageOf,
  suggested,
} from "./rules.ts";
import { zh } from "./zh.ts";

interface Asked {
  readonly tx: Reader;
  readonly actor: Actor;
  readonly policy: Policy;
  readonly today: Day;
}

/** The list with which an appraisal would open, as the roster of today gives it. */
export async function draftView(asking: Asked, organizationId: string): Promise<AppraisalDraft> {
  const { tx, actor, policy, today } = asking;
  const place = await organizationInReach(tx, organizationId, today);
  if (!place) throw absent(membershipZh.organization);
  const people = await candidates(tx, place.id, today);
  const thisYear = Number(today.slice(0, 4));
  const existing = await tx
    .selectFrom("appraisal")
    .select(["id", "year"])
    .where("organizationId", "=", place.id)
    .where("withdrawnOn", "is", null)
    .where("year", ">=", thisYear - 1)
    .execute();
  const exemptions = codeSet("appraisal_exemption");
  const categories = codeSet("membership_category");
  return {
    organizationName: place.shortName,
    years: [thisYear, thisYear - 1].map((year) => ({
      year,
      existing: existing.find((it) => it.year === year)?.id ?? null,
    })),
    members: people.map((it) => ({
      personId: it.personId,
      name: it.name,
      categoryTerm: categories.term(it.category),
      exempt: it.exempt,
      exemptTerm: it.exempt === null ? null : exemptions.term(it.exempt),
      votes: it.category === "full" && !it.suspended,
      suspended: it.suspended,
    })),
    least: CROWD_LEAST,
    canOpen: place.closedOn === null && policy.may(actor, "appraisal.write", place.orgPath),
    provisions: [YEARLY, FOUR_GRADES, EXCELLENT_CEILING, CROWD, FRAIL, PROBATIONARY].map(provisionView),
  };
}

/** One appraisal with all that may be known of it on this side. */
export async function appraisalView(
  asking: Asked,
  { anonymous, clock }: Pick<House, "anonymous" | "clock">,
  id: string,
): Promise<AppraisalView> {
  const now = clock.now();
  const { tx, actor, policy, today } = asking;
  const row = await appraisalRow(tx, id);
  if (!row) throw absent(zh.appraisal);
  const place = await organizationInReach(tx, row.organizationId, today);
  const items = await itemsOf(tx, id);
  const graded = items.filter((it) => it.exempt === null);
  const { voters, taken } = await votersOf(tx, id);
  const stage = stageOf(row, today).value;
  const valid = row.valid ?? 0;
  const most = excellentMost(row.ceiling as Ceiling, graded.length);
  const marked = graded.flatMap((it) => marksOf(it) ?? []);
  const proposal =
    row.valid === null || marked.length < graded.length ? [] : suggested(marked, valid, most.value).value;
  const suggestions = new Map(graded.map((it, at) => [it.id, proposal[at] ?? null]));
  const terms = codeSet("appraisal_grade");
  const may = policy.may(actor, "appraisal.write", row.orgPath);
  const byPhone = row.manner === "ballot" && row.countedOn === null ? await votersIn(tx, id) : [];
  const runs = may && (await mayRun(tx, actor.accountId, byPhone)).value;
  return {
    id,
    organizationId: row.organizationId,
    organizationName: place?.shortName ?? "",
    year: row.year,
    manner: row.manner === "ballot" ? "ballot" : "paper",
    mannerTerm: codeSet("appraisal_manner").term(row.manner as "ballot"),
    ceilingTerm: codeSet("appraisal_ceiling").term(row.ceiling as Ceiling),
    stage,
    stageTerm: codeSet("appraisal_state").term(stage),
    path: pathOf(row),
    withdrawn: row.withdrawnOn === null ? null : `${row.withdrawnOn} ${row.withdrawReason}`,
    graded: graded.length,
    voters,
    taken,
    inBox: stage === "voting" && row.boxId !== null ? await anonymous.waiting(row.boxId) : null,
    least: CROWD_LEAST,
    sheets:
      row.issued === null || row.returned === null || row.valid === null
        ? null
        : {
            issued: row.issued,
            returned: row.returned,
            valid: row.valid,
            unreadable: row.unreadable,
            tellers: row.tellers,
          },
    young:
      row.manner !== "ballot"
        ? null
        : row.countedOn === null
          ? await youngOf(tx, byPhone, now)
          : row.youngAccounts === null
            ? null
            : { accounts: row.youngAccounts, by: row.youngOpeners },
    decidedAt: row.decidedAt,
    publishManner: row.publishManner,
    excellentMost: most.value,
    totals: GRADES.map((grade) => ({
      grade,
      term: terms.term(grade),
      marks: graded.reduce((sum, it) => sum + (it[COLUMNS[grade]] ?? 0), 0),
      persons: graded.filter((it) => it.grade === grade).length,
    })),
    items: items.map((it) => ({
      id: it.id,
      personId: it.personId,
      name: it.personName,
      exemptTerm: it.exempt === null ? null : codeSet("appraisal_exemption").term(it.exempt as Exemption),
      selfText: it.selfText,
      marks: shownMarks(it, valid),
      suggested: suggestions.get(it.id) ?? null,
      grade: it.grade as Grade | null,
      gradeTerm: it.grade === null ? null : terms.term(it.grade as Grade),
      opinion: it.opinion,
      dispositionTerm:
        it.disposition === null ? null : codeSet("appraisal_disposition").term(it.disposition as "rectify"),
      rectify:
        it.rectifyFrom === null || it.rectifyTo === null
          ? null
          : {
              from: it.rectifyFrom,
              to: it.rectifyTo,
              help: it.rectifyHelp,
              endedOn: it.rectifiedOn,
              outcome: it.rectifyOutcome === null ? null : zh.outcome[it.rectifyOutcome as "improved"],
              due: it.rectifiedOn === null && rectifyDue(it.rectifyTo, today).value,
            },
    })),
    provisions: [YEARLY, FOUR_GRADES, EXCELLENT_CEILING, CROWD, OPENERS, SUGGESTION, RECTIFY].map(provisionView),
    can: {
      start: runs && stage === "self",
      close: runs && stage === "voting" && row.manner === "ballot",
      toPaper: may && stage === "voting" && row.manner === "ballot",
      count: may && stage === "voting" && row.manner === "paper",
      grade: may && (stage === "counted" || stage === "graded"),
      publish: may && stage === "graded",
      withdraw: may && ["self", "voting", "counted", "graded"].includes(stage),
      dispose: may && stage === "published",
    },
  };
}

const COLUMNS = {
  excellent: "excellent",
  qualified: "qualified",
  barely_qualified: "barely",
  unqualified: "unqualified",
} as const;

function pathOf(row: AppraisalRow): AppraisalView["path"] {
  const [self, voting, counted, graded, published] = zh.path;
  return [
    { term: self, on: row.openedOn, by: row.openedBy },
    { term: voting, on: row.votingOn, by: "" },
    { term: counted, on: row.countedOn, by: row.tellers },
    { term: graded, on: row.gradedOn, by: row.decidedAt },
    { term: published, on: row.publishedOn, by: row.publishManner },
  ];
}

/** More branches than anybody reads on one page; all of them stand in the ledger. */
const BRANCHES_SHOWN = 200;

/** The year's appraisals by branch. */
export async function yearView(asking: Asked, asked: number | undefined): Promise<YearView> {
  const { tx, actor, policy, today } = asking;
  const year = asked ?? Number(today.slice(0, 4));
  const last = `${year}-12-31` as Day;
  const on = last < today ? last : today;
  const branches = await branchesWithMembers(tx, on);
  const rows = await tx
    .selectFrom("appraisal")
    .selectAll()
    .where("year", "=", year)
    .where("withdrawnOn", "is", null)
    .execute();
  const grades = await tx
    .selectFrom("appraisalItem")
    .select((eb) => ["appraisalId", "grade", eb.fn.countAll<number>().as("n")])
    .where("year", "=", year)
    .where("exempt", "is", null)
    .groupBy(["appraisalId", "grade"])
    .execute();
  const counts = await appraisalCounts(tx, year);
  const terms = codeSet("appraisal_grade");
  const byPlace = new Map(rows.map((it) => [it.organizationId, it]));
  const known = new Map(grades.map((it) => [`${it.appraisalId} ${it.grade ?? ""}`, it.n]));
  return {
    year,
    branches: branches.length,
    counted: rows.filter((it) => it.countedOn !== null).length,
    published: rows.filter((it) => it.publishedOn !== null).length,
    grades: GRADES.map((grade) => ({ grade, term: terms.term(grade), persons: counts[COLUMNS[grade]] })),
    ungraded: counts.exempt,
    rows: branches.slice(0, BRANCHES_SHOWN).map((it) => {
      const found = byPlace.get(it.organizationId);
      const stage = found ? stageOf(found, today).value : null;
      const n = (grade: Grade): number => known.get(`${found?.id ?? ""} ${grade}`) ?? 0;
      return {
        organizationId: it.organizationId,
        organizationName: it.shortName,
        appraisalId: found?.id ?? null,
        stage,
        stageTerm: stage === null ? null : codeSet("appraisal_state").term(stage),
        mannerTerm: found ? codeSet("appraisal_manner").term(found.manner as "ballot") : null,
        members: it.members,
        excellent: n("excellent"),
        qualified: n("qualified"),
        barely: n("barely_qualified"),
        unqualified: n("unqualified"),
      };
    }),
    more: branches.length > BRANCHES_SHOWN,
    provisions: [YEARLY, FOUR_GRADES].map(provisionView),
    canWrite: policy.placesOf(actor, "appraisal.write").length > 0,
  };
}

/** The sheet that is filed: who got how many marks, which grade, which opinion. */
export async function summaryPaper(tx: Reader, id: string, today: Day): Promise<Paper> {
  const { row, name, items } = await paperFacts(tx, id, today);
  const terms = codeSet("appraisal_grade");
  const graded = items.filter((it) => it.exempt === null);
  const exempt = items.filter((it) => it.exempt !== null);
  const { paper } = zh;
  return {
    title: paper.summary(name, row.year),
    number: "",
    blocks: [
      {
        kind: "fields",
        fields: [
          { term: paper.of, text: paper.people(graded.length) },
          {
            term: paper.sheets,
            text:
              row.issued === null || row.returned === null || row.valid === null
                ? ""
                : paper.sheetsText({ issued: row.issued, returned: row.returned, valid: row.valid }),
          },
          ...(row.youngAccounts === null
            ? []
            : [{ term: paper.young, text: paper.youngText(row.youngAccounts, row.youngOpeners) }]),
          { term: paper.at, text: row.gradedOn === null ? "" : `${row.gradedOn} ${row.decidedAt}` },
          { term: paper.published, text: row.publishedOn === null ? "" : `${row.publishedOn} ${row.publishManner}` },
        ],
      },
      {
        kind: "table",
        head: [paper.name, ...GRADES.map((it) => terms.term(it)), paper.abstained, paper.grade, paper.opinion],
        rows: [
          ...graded.map((it) => {
            const marks = shownMarks(it, row.valid ?? 0);
            const numbers = marks
              ? [marks.excellent, marks.qualified, marks.barely, marks.unqualified, marks.abstained].map(String)
              : ["", "", "", "", ""];
            return [it.personName, ...numbers, it.grade === null ? "" : terms.term(it.grade as Grade), it.opinion];
          }),
          ...exempt.map((it) => [
            it.personName,
            "",
            "",
            "",
            "",
            "",
            "",
            codeSet("appraisal_exemption").term(it.exempt as Exemption),
          ]),
        ],
      },
      { kind: "signatures", of: [...paper.signs] },
    ],
  };
}

/** An empty ballot for the meeting room. */
export async function ballotPaper(tx: Reader, id: string, today: Day): Promise<Paper> {
  const { row, name, items } = await paperFacts(tx, id, today);
  const terms = codeSet("appraisal_grade");
  return {
    title: zh.paper.ballot(name, row.year),
    number: "",
    blocks: [
      { kind: "text", text: zh.paper.ballotNote },
      {
        kind: "table",
        head: [zh.paper.name, ...GRADES.map((it) => terms.term(it))],
        rows: items.filter((it) => it.exempt === null).map((it) => [it.personName, "", "", "", ""]),
      },
      { kind: "signatures", of: [...zh.paper.signsBallot] },
    ],
  };
}

async function paperFacts(tx: Reader, id: string, today: Day) {
  const row = await appraisalRow(tx, id);
  if (!row) throw absent(zh.appraisal);
  const place = await organizationInReach(tx, row.organizationId, today);
  return { row, name: place?.fullName ?? "", items: await itemsOf(tx, id) };
}
