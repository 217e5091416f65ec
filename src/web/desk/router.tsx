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
const picture = () => import("#modules/assessment/desk/picture.tsx");
const statistics = () => import("#modules/assessment/desk/statistics.tsx");
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
  page("/members/$personId", members, "MemberPage"),
  page("/transfers", () => import("#modules/membership/desk/transfers.tsx"), "Transfers"),
  page("/year-book", () => import("#modules/membership/desk/year-book.tsx"), "YearBook"),
  page("/imports", imports, "ImportStart"),
  page("/imports/$id", imports, "ImportPage"),
  page("/picture", picture, "Picture"),
  page("/screen", () => import("#modules/assessment/desk/screen.tsx"), "Screen"),
  page("/statistics", statistics, "StatisticsList"),
  page("/statistics/$table", statistics, "StatisticsSheet"),
  page("/audit", () => import("#web/desk/pages/audit.tsx"), "Audit"),
  page("/audit/$id", () => import("#web/desk/pages/audit.tsx"), "AuditEntry"),
  page("/administration/accounts", administration, "Accounts"),
  page("/administration/grants", administration, "Grants"),
  page("/administration/permissions", () => import("#web/desk/pages/administration/permissions.tsx"), "Permissions"),
  page("/me/look", me, "MyLook"),
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
