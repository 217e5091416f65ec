import * as assessment from "#modules/assessment/index.ts";
import * as membership from "#modules/membership/index.ts";
import * as organization from "#modules/organization/index.ts";
import { timetable as accessTimetable } from "#platform/access/jobs.ts";
import type { VerbDeclaration } from "#platform/access/policy.ts";
import { verbs as accessVerbs } from "#platform/access/policy.ts";
import { registers as accessRegisters } from "#platform/access/registers.ts";
import { routes as accessRoutes } from "#platform/access/routes.ts";
import { waiting as accessWaiting } from "#platform/access/waiting.ts";
import {
  constraintProblems as accessConstraints,
  events as accessEvents,
  noticeKinds as accessNotices,
  problemTexts as accessProblems,
} from "#platform/access/zh.ts";
import { verbs as auditVerbs } from "#platform/audit/policy.ts";
import { auditRegister } from "#platform/audit/registers.ts";
import { routes as auditRoutes } from "#platform/audit/routes.ts";
import { Sentences } from "#platform/audit/sentences.ts";
import { fileExpiry } from "#platform/files/expiry.ts";
import { verbs as fileVerbs } from "#platform/files/policy.ts";
import { routes as fileRoutes } from "#platform/files/routes.ts";
import { problemTexts as fileProblems, eventSentences as fileSentences } from "#platform/files/zh.ts";
import type { Route } from "#platform/http/route.ts";
import { routes as jobRoutes } from "#platform/jobs/routes.ts";
import { events as jobEvents, noticeKinds as jobNotices, problemTexts as jobProblems } from "#platform/jobs/zh.ts";
import { forgetNotices } from "#platform/notices/forget.ts";
import type { NoticeKind } from "#platform/notices/index.ts";
import { routes as noticeRoutes } from "#platform/notices/routes.ts";
import { forgetOnce } from "#platform/once/index.ts";
import { problemTexts as onceProblems } from "#platform/once/zh.ts";
import { jobs as operateJobs, timetable as operateTimetable } from "#platform/operate/jobs.ts";
import { verbs as operateVerbs } from "#platform/operate/policy.ts";
import { routes as operateRoutes } from "#platform/operate/routes.ts";
import { waiting as operateWaiting } from "#platform/operate/waiting.ts";
import { events as operateEvents, problemTexts as operateProblems } from "#platform/operate/zh.ts";
import type { Part } from "#platform/part.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { jobs as importJobs } from "#platform/registers/import/jobs.ts";
import { verbs as importVerbs } from "#platform/registers/import/policy.ts";
import { routes as importRoutes } from "#platform/registers/import/routes.ts";
import { waiting as importWaiting } from "#platform/registers/import/waiting.ts";
import { importProblems, importSentences } from "#platform/registers/import/zh.ts";
import type { ImportHouse } from "#platform/registers/importer.ts";
import { registerRoutes } from "#platform/registers/index.ts";
import { eventSentences as registerSentences } from "#platform/registers/zh.ts";
import { verbs as workdayVerbs } from "#platform/workdays/policy.ts";
import { routes as workdayRoutes } from "#platform/workdays/routes.ts";
import { waiting as workdayWaiting } from "#platform/workdays/waiting.ts";
import { events as workdayEvents, problemTexts as workdayProblems } from "#platform/workdays/zh.ts";
import { sentencesOf as tableOf } from "#shared/event-sentences.ts";
import { demoSentences } from "./demo-sentences.ts";

/** The parts of this program. A new module adds its line here and nowhere else. */
export const PARTS: readonly Part[] = [
  {
    name: "platform/access",
    verbs: accessVerbs,
    routes: accessRoutes,
    registers: accessRegisters,
    timetable: accessTimetable,
    waiting: accessWaiting,
    notices: Object.values(accessNotices),
    sentences: tableOf(accessEvents),
    constraints: accessConstraints,
    problems: accessProblems,
  },
  {
    name: "platform/audit",
    verbs: auditVerbs,
    routes: auditRoutes,
    registersFrom: (all) => [auditRegister(() => all)],
  },
  {
    name: "platform/files",
    verbs: fileVerbs,
    routes: fileRoutes,
    timetable: [fileExpiry],
    sentences: fileSentences,
    problems: fileProblems,
  },
  {
    name: "platform/jobs",
    routes: jobRoutes,
    notices: Object.values(jobNotices),
    sentences: tableOf(jobEvents),
    problems: jobProblems,
  },
  { name: "platform/notices", routes: noticeRoutes, timetable: [forgetNotices] },
  { name: "platform/once", timetable: [forgetOnce], problems: onceProblems },
  {
    name: "platform/workdays",
    verbs: workdayVerbs,
    routes: workdayRoutes,
    waiting: workdayWaiting,
    sentences: tableOf(workdayEvents),
    problems: workdayProblems,
  },
  {
    name: "platform/operate",
    verbs: operateVerbs,
    routes: operateRoutes,
    jobs: operateJobs,
    timetable: operateTimetable,
    waiting: operateWaiting,
    sentences: tableOf(operateEvents),
    problems: operateProblems,
  },
  {
    name: "platform/registers/import",
    verbs: importVerbs,
    routes: importRoutes,
    jobs: importJobs,
    waiting: importWaiting,
    sentences: importSentences,
    problems: importProblems,
  },
  {
    name: "modules/organization",
    verbs: organization.verbs,
    routes: organization.routes,
    registers: organization.registers,
    importers: [organization.organizationImporter],
    places: organization.placesOn,
    timetable: organization.timetable,
    checks: organization.checks,
    waiting: organization.waiting,
    sentences: organization.eventSentences,
    notices: Object.values(organization.noticeKinds),
    constraints: organization.constraintProblems,
    problems: organization.problemTexts,
  },
  { name: "modules/organization/elections", ...organization.elections.part },
  {
    name: "modules/membership",
    verbs: membership.verbs,
    routes: membership.routes,
    registers: membership.registers,
    importers: membership.importers,
    timetable: membership.timetable,
    notices: Object.values(membership.noticeKinds),
    sentences: { ...membership.eventSentences, ...tableOf(membership.events) },
    problems: membership.problemTexts,
  },
  { name: "modules/membership/recruiting", ...membership.recruiting.part },
  { name: "modules/membership/dues", ...membership.dues.part },
  { name: "modules/membership/floating", ...membership.floating.part },
  { name: "modules/membership/corrections", ...membership.corrections.part },
  { name: "modules/membership/invitations", ...membership.invitations.part },
  { name: "modules/membership/meetings", ...membership.meetings.part },
  { name: "modules/membership/appraisal", ...membership.appraisal.part },
  { name: "modules/membership/honours", ...membership.honours.part },
  { name: "modules/membership/transfers", ...membership.transfers.part },
  {
    name: "modules/assessment",
    verbs: assessment.verbs,
    routes: assessment.routes,
    registers: assessment.registers,
    timetable: assessment.timetable,
    notices: Object.values(assessment.noticeKinds),
    sentences: tableOf(assessment.events),
    problems: assessment.problemTexts,
  },
  { name: "platform/registers", sentences: registerSentences },
  { name: "server", sentences: demoSentences },
];

/** Every kind of notice there is, by its key; throws when two parts claim one. */
export const noticesOf = (parts: readonly Part[]): ReadonlyMap<string, NoticeKind> =>
  new Map(
    Object.entries(joined(parts.map((it) => Object.fromEntries((it.notices ?? []).map((one) => [one.kind, one]))))),
  );
export const verbsOf = (parts: readonly Part[]): VerbDeclaration[] => parts.flatMap((it) => it.verbs ?? []);
/** Sentences of all parts, of which an event has one. */
export const sentencesOf = (parts: readonly Part[]): Sentences =>
  new Sentences(parts.flatMap((it) => (it.sentences ? [it.sentences] : [])));
export const registersOf = (parts: readonly Part[], sentences: Sentences = sentencesOf(parts)): Register[] =>
  parts.flatMap((it) => [...(it.registers ?? []), ...(it.registersFrom?.(sentences) ?? [])]);
/** Every route there is: those that parts declare and those that follow from their registers. */
export const routesOf = (parts: readonly Part[]): Route[] => [
  ...parts.flatMap((it) => it.routes ?? []),
  ...registerRoutes(registersOf(parts)),
];

/** One importer a register, and how organisations in reach are listed for matching names. */
export const importsOf = (parts: readonly Part[]): ImportHouse => ({
  importers: new Map(parts.flatMap((it) => it.importers ?? []).map((it) => [it.register, it])),
  places: parts.find((it) => it.places)?.places ?? (() => Promise.resolve([])),
});

/** Records of all parts in one; throws when two parts claim the same key. */
export function joined<T>(records: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> {
  const out: Record<string, T> = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(record ?? {})) {
      if (Object.hasOwn(out, key)) throw new Error(`two parts claim ${key}`);
      out[key] = value;
    }
  }
  return out;
}
