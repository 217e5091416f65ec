import { type ReactNode, useEffect, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { type Mine, mine } from "#web/pocket/mine.ts";
import { Say } from "#web/pocket/parts.tsx";

/** A phone shows one screen of them; an office has the rest on its desk. */
const MOST = 6;

/** The first thing on the first page: what waits for me, late things first, each leading to where it is done. */
export function WhatWaits(props: { session: SessionView }): ReactNode {
  const { session } = props;
  const [answer, setAnswer] = useState<Mine | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let left = false;
    void mine(session).then((it) => {
      if (!left) setAnswer(it);
    });
    return () => {
      left = true;
    };
  }, [session, turn]);
  const waiting = answer?.waiting ?? [];
  return (
    <section aria-labelledby="waits">
      <h2 id="waits">等您办的事</h2>
      {answer === null ? (
        <p className="quiet" role="status">
          正在读取…
        </p>
      ) : null}
      <Say problem={answer?.problem ?? null} again={() => setTurn((it) => it + 1)} />
      {answer !== null && answer.problem === null && waiting.length === 0 ? (
        <p className="say say-good">现在没有等您办的事。</p>
      ) : null}
      {waiting.length === 0 ? null : (
        <ul className="card waits">
          {waiting.slice(0, MOST).map((it) => (
            <li key={`${it.href} ${it.what} ${it.when}`}>
              <a className="big" href={it.href}>
                <span>
                  <strong>{it.what}</strong>
                  {it.when === "" ? null : <small className={it.late ? "late" : "quiet"}>{it.when}</small>}
                </span>
                <span aria-hidden="true">›</span>
              </a>
            </li>
          ))}
          {waiting.length > MOST ? (
            <li>
              <a className="big" href="/">
                <span>全部 {waiting.length} 项，在电脑版工作台</span>
                <span aria-hidden="true">›</span>
              </a>
            </li>
          ) : null}
        </ul>
      )}
    </section>
  );
}
