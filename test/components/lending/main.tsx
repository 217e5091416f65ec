import "#web/common/tokens.css";
import "#web/desk/desk.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { desk } from "#test/fixtures/lending/desk/index.ts";
import { LoansPart } from "#test/fixtures/lending/desk/loans-part.tsx";
import { pocket } from "#test/fixtures/lending/pocket/index.ts";
import { loadLettersIfMissing } from "#web/common/letters.ts";
import { SavedPlace } from "#web/desk/parts/saved.tsx";

/** The pages of the newcomer's register, each at an address behind `#`, as router and phone would have them. */
const root = createRootRoute({
  component: () => (
    <main style={{ padding: 24 }}>
      <Outlet />
      <SavedPlace />
    </main>
  ),
});
const at = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => root, path, component });
const router = createRouter({
  routeTree: root.addChildren([
    at("/members/$personId", () => <LoansPart personId="1" name="谭玉莲" />),
    ...Object.entries({ ...desk.pages, "/phone": pocket.pages?.["#/book-loans"] }).flatMap(([path, load]) =>
      load
        ? [
            at(
              path,
              lazyRouteComponent(async () => ({ default: await load() })),
            ),
          ]
        : [],
    ),
  ]),
  history: createMemoryHistory({ initialEntries: [location.hash.slice(1)] }),
});
loadLettersIfMissing();
const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");
createRoot(place).render(
  <StrictMode>
    <ConfigProvider button={{ autoInsertSpace: false }} theme={{ token: { fontFamily: "var(--font)" } }}>
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
