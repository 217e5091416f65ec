import { type AnyRouter, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { DESK } from "#web/desk/collected.ts";
import { NotHere } from "#web/desk/pages/not-here.tsx";
import { Workbench } from "#web/desk/pages/workbench.tsx";
import type { Load } from "#web/desk/part.ts";
import { Waiting } from "#web/desk/parts/say.tsx";
import { parseSearch, writeSearch } from "#web/desk/place.ts";
import { Shell } from "#web/desk/shell/shell.tsx";

/**
 * Every page is its own chunk except the first one. Parts bring their pages (`DESK`). Addresses are plain text on both
 * sides of the question mark, so that the server can hand them out and people can send them on.
 */
const root = createRootRoute({ component: Shell, notFoundComponent: NotHere });

const page = ([path, load]: readonly [path: string, load: Load]) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
    pendingComponent: Waiting,
  });

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: Workbench }),
  ...DESK.flatMap((part) => Object.entries(part.pages ?? {}).map(page)),
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
