import { type ReactNode, useEffect, useState } from "react";
import { api, Problem, whenSignedOut } from "#web/common/api.ts";
import { applyLook, type Look, readLook } from "#web/common/look.ts";
import type { SessionView } from "#web/common/shapes.ts";
import { Branch, Home, Mine, Record, Trace } from "#web/pocket/pages.tsx";
import { Say } from "#web/pocket/parts.tsx";
import { SignIn } from "#web/pocket/sign-in.tsx";

const TABS = [
  ["#/", "首页"],
  ["#/branch", "支部"],
  ["#/record", "记录"],
  ["#/mine", "我的"],
] as const;

/** The phone page: its places stand after the # of the address, so that the shell opens without a network. */
export function Pocket(): ReactNode {
  const [session, setSession] = useState<SessionView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [look, setLook] = useState<Look>(readLook);
  const [place, setPlace] = useState(() => window.location.hash || "#/");
  const change = (patch: Partial<Look>): void => {
    const next = { ...look, ...patch };
    applyLook(next);
    setLook(next);
  };
  const ask = (): void => {
    setProblem(null);
    api
      .get<SessionView>("/api/session")
      .then(setSession)
      .catch((fault: unknown) => {
        if (fault instanceof Problem) setProblem(fault);
      });
  };
  useEffect(() => {
    ask();
    whenSignedOut(ask);
    const follow = (): void => {
      setPlace(window.location.hash || "#/");
      window.scrollTo(0, 0);
    };
    window.addEventListener("hashchange", follow);
    window.addEventListener("online", ask);
    return () => {
      window.removeEventListener("hashchange", follow);
      window.removeEventListener("online", ask);
    };
  }, []);
  const signOut = (): void => {
    void api
      .delete("/api/session")
      .catch(() => undefined)
      .then(() => {
        window.location.hash = "#/";
        ask();
      });
  };
  const signed = session?.actor ?? null;
  const roles = session?.grants.map((it) => `${it.roleTerm}（${it.organizationName}）`).join("、") ?? "";
  const title = signed ? (TABS.find(([href]) => href === place)?.[1] ?? "记录") : "登录";
  useEffect(() => {
    document.title = `${title} · 连心`;
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
        {session && !signed ? <SignIn session={session} onDone={setSession} /> : null}
        {session && signed ? (
          <>
            {place === "#/branch" ? <Branch /> : null}
            {place === "#/record" ? <Record /> : null}
            {place === "#/trace" ? <Trace /> : null}
            {place === "#/mine" ? (
              <Mine
                name={signed.name}
                roles={roles}
                look={look}
                onLook={change}
                onSignOut={signOut}
                desk={session.grants.some((it) => it.role !== "member")}
              />
            ) : null}
            {["#/branch", "#/record", "#/trace", "#/mine"].includes(place) ? null : (
              <Home name={signed.name} today={session.today} roles={roles} look={look} onLook={change} />
            )}
          </>
        ) : null}
      </main>
      {signed ? (
        <nav className="tabs" aria-label="主要页面">
          {TABS.map(([href, term]) => (
            <a key={href} href={href} aria-current={place === href ? "page" : undefined}>
              {term}
            </a>
          ))}
        </nav>
      ) : null}
    </>
  );
}
