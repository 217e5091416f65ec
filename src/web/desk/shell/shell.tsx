import { Outlet, useRouterState } from "@tanstack/react-router";
import { Fragment, lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { readStanding, whenStandingChanges } from "#web/common/activity.ts";
import { MyPassword } from "#web/desk/pages/me/password.tsx";
import { SignIn } from "#web/desk/pages/sign-in.tsx";
import { Beginning } from "#web/desk/parts/beginning.tsx";
import { ErrorGuard } from "#web/desk/parts/error-guard.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { ResetsTold } from "#web/desk/parts/resets-told.tsx";
import { SavedPlace } from "#web/desk/parts/saved.tsx";
import { ProblemBox, Waiting } from "#web/desk/parts/say.tsx";
import { usePathname } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { AsOf, AsOfBand } from "#web/desk/shell/as-of.tsx";
import { IdleWarning } from "#web/desk/shell/idle-warning.tsx";
import { Keys } from "#web/desk/shell/keys.tsx";
import { OrgTree } from "#web/desk/shell/org-tree.tsx";
import { pagesOf, tabOf } from "#web/desk/shell/tabs.ts";
import { TopBar } from "#web/desk/shell/top-bar.tsx";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

const Help = lazy(() => import("#web/desk/help/help.tsx").then((it) => ({ default: it.Help })));

/** Pages about an organisation, of which a zone that has just begun has none. */
const NEEDS_PLACE = [
  /^\/organizations$/,
  /^\/organization-events\/new$/,
  /^\/setting-advice$/,
  /^\/(picture|screen)$/,
  /^\/statistics\/./,
  /^\/year-book$/,
];

/** Whoever is not signed in sees the sign-in page at the same address, and afterwards what the address names. */
export function Shell(): ReactNode {
  const standing = useSyncExternalStore(whenStandingChanges, readStanding);
  return (
    <>
      <Inside idle={standing === "over"} />
      {standing === "soon" ? <IdleWarning /> : null}
    </>
  );
}

function Inside(props: { idle: boolean }): ReactNode {
  const { session, failed, again } = useSession();
  const pathname = usePathname();
  const open = [...(useTree().data?.index.byId.values() ?? [])].filter((it) => it.closedOn === null);
  const manyPlaces = open.length > 1;
  // The page on screen, which is still the old one while the next is on its way.
  const resolved = useRouterState({ select: (it) => it.resolvedLocation?.pathname });
  const [tree, setTree] = useTreeShown();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    // In braces: newer browsers answer scrollTo with a promise, which React would take for a clean-up.
    window.scrollTo(0, 0);
  }, [pathname]);
  if (!session)
    return failed ? (
      <div className="alone">
        <ProblemBox problem={failed} again={again} />
      </div>
    ) : (
      <Waiting />
    );
  if (!session.actor || props.idle) return <SignIn session={session} idle={props.idle} />;
  if (session.actor.mustChangePassword) {
    return (
      <main className="alone">
        <ResetsTold session={session} />
        <MyPassword first />
      </main>
    );
  }
  if (pathname === "/screen" && !session.empty)
    return (
      <ErrorGuard key={resolved}>
        <Outlet />
      </ErrorGuard>
    );
  // One organisation is no tree: whoever has one branch keeps the width.
  const hasTree = holds(session, ["organization.read"]) && manyPlaces;
  const withTree = tree && hasTree;
  return (
    <>
      <a className="skip" href="#work">
        跳到正文
      </a>
      <TopBar session={session} onTree={hasTree ? () => setTree(!tree) : null} onHelp={() => setHelp(!help)} />
      <div className={withTree ? "desk" : "desk desk-narrow"}>
        {withTree ? <OrgTree /> : null}
        <div className="work">
          <ResetsTold session={session} />
          <AsOfBand />
          <div className="where">
            <Breadcrumb />
            <AsOf />
          </div>
          <SubPages session={session} />
          <main id="work" tabIndex={-1}>
            <ErrorGuard key={resolved}>
              {session.empty && NEEDS_PLACE.some((it) => it.test(pathname)) ? (
                <Page title="还没有内容">
                  <Beginning session={session} />
                </Page>
              ) : (
                <Outlet />
              )}
            </ErrorGuard>
          </main>
        </div>
      </div>
      <Keys session={session} />
      <SavedPlace />
      {help ? (
        <Suspense>
          <Help session={session} onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

const TREE = "lianxin.tree";

/** Whether the tree is unfolded, as it was left on this machine; at first where there is room for it. */
function useTreeShown(): readonly [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(() => {
    const roomy = window.innerWidth > 900;
    try {
      return roomy && localStorage.getItem(TREE) !== "folded";
    } catch {
      return roomy;
    }
  });
  const change = (next: boolean): void => {
    setShown(next);
    try {
      localStorage.setItem(TREE, next ? "unfolded" : "folded");
    } catch {
      // Nothing to keep it in: it holds until the page is closed.
    }
  };
  return [shown, change];
}

function SubPages(props: { session: SessionView }): ReactNode {
  const pathname = usePathname();
  const tab = tabOf(pathname);
  const pages = pagesOf(tab, props.session);
  if (pages.length === 0) return null;
  // The longest address that fits: /r/organization-events is not /organizations.
  const here = pages.filter((it) => pathname === it.href || pathname.startsWith(`${it.href}/`)).at(-1);
  return (
    <nav className="sub-pages" aria-label={`${tab.term}的页面`}>
      {pages.map((it) => (
        <Go key={it.href} href={it.href} keepOrg className={it === here ? "sub-page sub-here" : "sub-page"}>
          {it.term}
        </Go>
      ))}
    </nav>
  );
}

function Breadcrumb(): ReactNode {
  const { line } = usePlace();
  return (
    <nav className="crumbs" aria-label="所在组织">
      {line.map((it, at) => (
        <Fragment key={it.id}>
          {at > 0 ? <span aria-hidden="true">›</span> : null}
          <Go href={`/organizations/${it.id}`}>{it.shortName}</Go>
        </Fragment>
      ))}
    </nav>
  );
}
