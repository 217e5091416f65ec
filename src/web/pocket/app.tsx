import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import * as at from "#modules/membership/address.ts";
import type { OwnStanding } from "#modules/membership/contract.ts";
import { Branch, Record } from "#modules/membership/pocket/own.tsx";
import type { SessionView } from "#platform/access/contract.ts";
import { readStanding, watchActivity, whenStandingChanges } from "#web/common/activity.ts";
import { askAt, Problem, whenSignedOut } from "#web/common/api.ts";
import { applyLook, type Look, readLook } from "#web/common/look.ts";
import { SYSTEM_NAME } from "#web/common/name.ts";
import { endSession, readSession } from "#web/common/session.ts";
import { POCKET } from "#web/pocket/collected.ts";
import { Back, BranchPhone, usePlace } from "#web/pocket/frame.tsx";
import { Notices } from "#web/pocket/notices.tsx";
import { Home, Mine, More, Trace } from "#web/pocket/pages.tsx";
import { Say } from "#web/pocket/parts.tsx";
import { SignIn } from "#web/pocket/sign-in.tsx";

const PAGES = Object.fromEntries(
  POCKET.flatMap((part) => Object.entries(part.pages ?? {})).map(([place, load]) => [
    place,
    lazy(async () => ({ default: await load() })),
  ]),
);

const FirstPassword = lazy(() =>
  import("#web/pocket/first-password.tsx").then((it) => ({ default: it.FirstPassword })),
);

/** For whoever is not signed in: by the beginning of their address. */
const ENTRANCES = POCKET.flatMap((part) => Object.entries(part.entrances ?? {})).map(([start, load]) => ({
  start,
  Page: lazy(async () => ({ default: await load() })),
}));

const Aloud = lazy(() => import("#web/pocket/aloud.tsx").then((it) => ({ default: it.Aloud })));

/** Pages that come with the first view, beside the first page itself. */
const HERE: readonly string[] = ["#/branch", "#/record", "#/trace", "#/notices", "#/mine", "#/more"];

const TABS = [
  ["#/", "首页"],
  ["#/branch", "支部"],
  ["#/record", "记录"],
  ["#/mine", "我的"],
] as const;
/** Who has applied has a way to go, and no branch yet. */
const APPLICANT_TABS = TABS.map((it) => (it[0] === "#/branch" ? (["#/recruiting", "入党"] as const) : it));

/** The phone page: its places stand after the # of the address, so that the shell opens without a network. */
export function Pocket(): ReactNode {
  const [session, setSession] = useState<SessionView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [standing, setStanding] = useState<OwnStanding["standing"] | null>(null);
  const [look, setLook] = useState<Look>(readLook);
  const place = usePlace();
  const change = (patch: Partial<Look>): void => {
    const next = { ...look, ...patch };
    applyLook(next);
    setLook(next);
  };
  const ask = (): void => {
    setProblem(null);
    readSession()
      .then(setSession)
      .catch((fault: unknown) => {
        if (fault instanceof Problem) setProblem(fault);
      });
  };
  useEffect(() => {
    ask();
    whenSignedOut(ask);
    const unwatch = watchActivity({ atWork: ask, over: ask });
    window.addEventListener("online", ask);
    return () => {
      unwatch();
      window.removeEventListener("online", ask);
    };
  }, []);
  useLayoutEffect(() => window.scrollTo(0, 0), [place]);
  const signOut = (): void => {
    void endSession().then(() => {
      window.location.hash = "#/";
      ask();
    });
  };
  const activity = useSyncExternalStore(whenStandingChanges, readStanding);
  const idle = activity === "over";
  const signed = idle ? null : (session?.actor ?? null);
  const mustChange = signed?.mustChangePassword ?? false;
  // Whoever holds a role is a member; of others it is asked.
  const plain = signed !== null && !mustChange && session?.grants.length === 0;
  useEffect(() => {
    setStanding(plain ? null : "member");
    if (!plain) return;
    askAt(at.ownStanding, {})
      .then((it) => setStanding(it.standing))
      .catch(() => setStanding("member"));
  }, [plain]);
  const works = session?.grants.some((it) => it.role !== "member") ?? false;
  const roles = session?.grants.map((it) => `${it.roleTerm}（${it.organizationName}）`).join("、") ?? "";
  const Later = PAGES[place];
  const Entrance = ENTRANCES.find((it) => place.startsWith(it.start))?.Page;
  const tabs = standing === "applicant" ? APPLICANT_TABS : TABS;
  const title = signed ? (tabs.find(([href]) => href === place)?.[1] ?? "记录") : "登录";
  useEffect(() => {
    document.title = `${title} · ${SYSTEM_NAME}`;
  }, [title]);
  return (
    <>
      <header className="top">
        <strong>连心</strong>
        <button type="button" aria-pressed={look.elder} onClick={() => change({ elder: !look.elder })}>
          {look.elder ? "普通版" : "长辈版"}
        </button>
      </header>
      <main>
        {problem && !session ? <Say problem={problem} again={ask} /> : null}
        {problem?.status === 0 && !session ? (
          <p className="quiet">为了安全，手机上不保存您的资料，没有网络时看不到。网络恢复后会自动打开。</p>
        ) : null}
        {session && !signed && Entrance ? (
          <Suspense fallback={<p className="quiet">正在读取…</p>}>
            <Entrance onDone={setSession} />
          </Suspense>
        ) : null}
        {session && !signed && !Entrance ? <SignIn session={session} idle={idle} onDone={setSession} /> : null}
        {session?.resets.map((it) => (
          <p key={it.id} className="say" role="status">
            {it.text}
          </p>
        ))}
        {session && signed && mustChange ? (
          <Suspense fallback={<p className="quiet">正在读取…</p>}>
            <FirstPassword onDone={ask} onSignOut={signOut} />
          </Suspense>
        ) : null}
        {session && signed && !mustChange && standing === null ? <p className="quiet">正在读取…</p> : null}
        {session && signed && !mustChange && standing !== null ? (
          <>
            <div className="frame">
              {Later || HERE.includes(place) ? <Back /> : null}
              {look.elder ? (
                <Suspense>
                  <Aloud key={place} />
                </Suspense>
              ) : null}
            </div>
            {place === "#/more" ? <More /> : null}
            {place === "#/branch" ? <Branch /> : null}
            {place === "#/record" ? <Record applicant={standing === "applicant"} /> : null}
            {place === "#/trace" ? <Trace /> : null}
            {place === "#/notices" ? <Notices /> : null}
            {Later ? (
              <Suspense fallback={<p className="quiet">正在读取…</p>}>
                <Later />
              </Suspense>
            ) : null}
            {place === "#/mine" ? (
              <Mine name={signed.name} roles={roles} look={look} onLook={change} onSignOut={signOut} desk={works} />
            ) : null}
            {Later || HERE.includes(place) ? null : (
              <Home
                session={session}
                name={signed.name}
                roles={standing === "applicant" ? "入党申请人" : roles}
                applicant={standing === "applicant"}
                look={look}
                onLook={change}
              />
            )}
            {standing === "member" ? <BranchPhone /> : null}
          </>
        ) : null}
      </main>
      {activity === "soon" ? (
        <div className="idle-warning" role="alert">
          <p>您有一阵子没有操作了，两分钟内会自动退出登录。</p>
          {/* Any touch keeps the session, this one too. */}
          <button type="button" className="button primary">
            接着用
          </button>
        </div>
      ) : null}
      {signed && !mustChange && standing !== null ? (
        <nav className="tabs" aria-label="主要页面">
          {tabs.map(([href, term]) => (
            <a key={href} href={href} aria-current={place === href ? "page" : undefined}>
              {term}
            </a>
          ))}
        </nav>
      ) : null}
    </>
  );
}
