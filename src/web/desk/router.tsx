import { type AnyRouter, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { NotHere } from "#web/desk/pages/not-here.tsx";
import { Workbench } from "#web/desk/pages/workbench.tsx";
import { Waiting } from "#web/desk/parts/say.tsx";
import { parseSearch, writeSearch } from "#web/desk/place.ts";
import { Shell } from "#web/desk/shell/shell.tsx";

/**
 * Every page is its own chunk except the first one. A module's pages live in its `desk/` folder. Addresses are plain text
 * on both sides of the question mark, so that the server can hand them out and people can send them on.
 */
const root = createRootRoute({ component: Shell, notFoundComponent: NotHere });

type Load = Parameters<typeof lazyRouteComponent>[0];
const page = (path: string, load: Load, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, name),
    pendingComponent: Waiting,
  });

const organization = () => import("#modules/organization/desk/organization-page.tsx");
const members = () => import("#modules/membership/desk/member-page.tsx");
const recruiting = () => import("#modules/membership/recruiting/desk/case-page.tsx");
const recruitingPaper = () => import("#modules/membership/recruiting/desk/document.tsx");
const meeting = () => import("#modules/membership/meetings/desk/meeting-page.tsx");
const appraisal = () => import("#modules/membership/appraisal/desk/appraisal-page.tsx");
const picture = () => import("#modules/assessment/desk/picture.tsx");
const statistics = () => import("#modules/assessment/desk/statistics.tsx");
const clock = () => import("#modules/assessment/desk/clock.tsx");
const administration = () => import("#web/desk/pages/administration/administration.tsx");
const me = () => import("#web/desk/pages/me/me.tsx");
const imports = () => import("#web/desk/pages/imports/import-page.tsx");

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: Workbench }),
  page("/r/$register", () => import("#web/desk/pages/register/register-page.tsx"), "RegisterPage"),
  page("/organizations", organization, "OrganizationHome"),
  page("/organizations/$id", organization, "OrganizationPage"),
  page("/organization-events/new", () => import("#modules/organization/desk/event-wizard.tsx"), "EventWizard"),
  page("/organization-events/$id", () => import("#modules/organization/desk/event-page.tsx"), "EventPage"),
  page("/setting-advice", () => import("#modules/organization/desk/setting-advice.tsx"), "SettingAdvice"),
  page("/elections", () => import("#modules/organization/elections/desk/terms-page.tsx"), "TermsPage"),
  page("/elections/new", () => import("#modules/organization/elections/desk/start-page.tsx"), "ElectionStart"),
  page("/elections/village", () => import("#modules/organization/elections/desk/village-page.tsx"), "VillageElection"),
  page("/elections/duties", () => import("#modules/organization/elections/desk/duties-page.tsx"), "DutiesPage"),
  page("/elections/$id", () => import("#modules/organization/elections/desk/case-page.tsx"), "ElectionCase"),
  page("/elections/$id/papers/$paper", () => import("#modules/organization/elections/desk/paper.tsx"), "ElectionPaper"),
  page("/members/$personId", members, "MemberPage"),
  page("/transfers", () => import("#modules/membership/transfers/desk/transfers.tsx"), "Transfers"),
  page("/transfers/$id", () => import("#modules/membership/transfers/desk/transfer-page.tsx"), "TransferPage"),
  page("/transfers/$id/$paper", () => import("#modules/membership/transfers/desk/paper.tsx"), "TransferPaper"),
  page("/letters/$id", () => import("#modules/membership/transfers/desk/paper.tsx"), "LetterPaper"),
  page("/year-book", () => import("#modules/membership/desk/year-book.tsx"), "YearBook"),
  page("/dues", () => import("#modules/membership/dues/desk/ledger.tsx"), "DuesLedger"),
  page("/dues/account", () => import("#modules/membership/dues/desk/account.tsx"), "DuesAccount"),
  page("/dues/disclosure", () => import("#modules/membership/dues/desk/disclosure.tsx"), "DuesDisclosure"),
  page("/floating/arrival", () => import("#modules/membership/floating/desk/arrival-page.tsx"), "ArrivalPage"),
  page("/awards/$id", () => import("#modules/membership/honours/desk/award-page.tsx"), "AwardPage"),
  page("/discipline/$id", () => import("#modules/membership/honours/desk/measure-page.tsx"), "MeasurePage"),
  page("/corrections/$id", () => import("#modules/membership/corrections/desk/request-page.tsx"), "CorrectionRequest"),
  page("/floating/$id", () => import("#modules/membership/floating/desk/case-page.tsx"), "CasePage"),
  page("/meetings", () => import("#modules/membership/meetings/desk/year-page.tsx"), "MeetingYear"),
  page("/meetings/$id", meeting, "MeetingPage"),
  page("/meetings/$id/minutes", meeting, "MeetingMinutes"),
  page("/meetings/$id/sheet", meeting, "MeetingSheet"),
  page("/recruiting", () => import("#modules/membership/recruiting/desk/map.tsx"), "RecruitingMap"),
  page("/recruiting/$id", recruiting, "RecruitingCase"),
  page("/recruiting/$id/documents/$step", recruitingPaper, "RecruitingDocument"),
  page("/recruiting/$id/records/$recordId/document", recruitingPaper, "RecruitingDocument"),
  page("/recruiting-entry", () => import("#modules/membership/recruiting/desk/entry-page.tsx"), "RecruitingEntry"),
  page("/recruiting-plans", () => import("#modules/membership/recruiting/desk/plans.tsx"), "RecruitingPlans"),
  page("/appraisals", () => import("#modules/membership/appraisal/desk/year.tsx"), "AppraisalYear"),
  page("/appraisals/new", () => import("#modules/membership/appraisal/desk/open-page.tsx"), "OpenAppraisal"),
  page("/appraisals/$id", appraisal, "AppraisalPage"),
  page("/appraisals/$id/summary-paper", appraisal, "AppraisalSummary"),
  page("/appraisals/$id/ballot-paper", appraisal, "AppraisalBallot"),
  page("/imports", imports, "ImportStart"),
  page("/imports/$id", imports, "ImportPage"),
  page("/picture", picture, "Picture"),
  page("/clock", clock, "Clock"),
  page("/clock/$check", clock, "CheckPage"),
  page("/workdays", () => import("#web/desk/pages/workdays.tsx"), "Workdays"),
  page("/cockpit/$line", clock, "LinePage"),
  page("/screen", () => import("#modules/assessment/desk/screen.tsx"), "Screen"),
  page("/statistics", statistics, "StatisticsList"),
  page("/statistics/$table", statistics, "StatisticsSheet"),
  page("/audit", () => import("#web/desk/pages/audit.tsx"), "Audit"),
  page("/audit/$id", () => import("#web/desk/pages/audit.tsx"), "AuditEntry"),
  page("/administration/accounts", administration, "Accounts"),
  page("/administration/resets", () => import("#web/desk/pages/administration/resets.tsx"), "Resets"),
  page("/administration/grants", administration, "Grants"),
  page("/administration/permissions", () => import("#web/desk/pages/administration/permissions.tsx"), "Permissions"),
  page("/me/look", me, "MyLook"),
  page("/me/notices", () => import("#web/desk/pages/me/notices.tsx"), "MyNotices"),
  page("/me/password", () => import("#web/desk/pages/me/password.tsx"), "MyPassword"),
  page("/me/second-factor", me, "MySecondFactor"),
  page("/me/sessions", me, "MySessions"),
]);

export function deskRouter(): AnyRouter {
  return createRouter({
    routeTree: tree,
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: "intent",
    defaultPendingMs: 200,
    scrollRestoration: false,
  });
}
