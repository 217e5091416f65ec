import { type ReactNode, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { ownTrace } from "#platform/audit/address.ts";
import type { OwnTrace } from "#platform/audit/contract.ts";
import { askAt, Problem } from "#web/common/api.ts";
import { dayInWords, moment } from "#web/common/format.ts";
import type { Look } from "#web/common/look.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { linksIn } from "#web/pocket/collected.ts";
import { NoticesLink } from "#web/pocket/notices.tsx";
import type { PocketLink } from "#web/pocket/part.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { WhatWaits } from "#web/pocket/waiting.tsx";

function Links(props: { of: readonly PocketLink[] }): ReactNode {
  return props.of.map(({ href, term }) => (
    <a key={href} className="big" href={href}>
      <span>{term}</span>
      <span aria-hidden="true">›</span>
    </a>
  ));
}

export function Home(props: {
  session: SessionView;
  name: string;
  roles: string;
  /** Not a member yet: nothing is shown but their own way into the Party. */
  applicant: boolean;
  look: Look;
  onLook: (patch: Partial<Look>) => void;
}): ReactNode {
  const { session, look, applicant } = props;
  const few = look.elder && !applicant;
  return (
    <>
      <h1>{props.name}，您好</h1>
      <p className="quiet">今天是 {dayInWords(session.today)}</p>
      <WhatWaits session={session} />
      <h2>常用</h2>
      <nav className="card" aria-label="常用">
        <NoticesLink />
        <Links of={linksIn(applicant ? "applicant" : few ? "elder" : "daily")} />
      </nav>
      {few ? null : (
        <>
          <h2>办事</h2>
          <nav className="card" aria-label="办事">
            <Links of={linksIn(applicant ? "applicantErrands" : "errands")} />
          </nav>
        </>
      )}
      {look.elder ? <Sizes look={look} onLook={props.onLook} /> : null}
      <p className="quiet">{props.roles}</p>
    </>
  );
}

function Sizes(props: { look: Look; onLook: (patch: Partial<Look>) => void }): ReactNode {
  return (
    <>
      <h2>字号</h2>
      <div className="card sizes" role="group" aria-label="字号">
        {([20, 24, 30] as const).map((size, at) => (
          <button
            key={size}
            type="button"
            className="button"
            aria-pressed={props.look.elderSize === size}
            onClick={() => props.onLook({ elderSize: size })}
          >
            {["大", "更大", "最大"][at]}
          </button>
        ))}
      </div>
    </>
  );
}

/** What the first page of the large letters leaves out. */
export function More(): ReactNode {
  const there = new Set(linksIn("elder").map((it) => it.href));
  return (
    <>
      <h1>更多</h1>
      <nav className="card" aria-label="更多">
        <Links of={[...linksIn("daily"), ...linksIn("errands")].filter((it) => !there.has(it.href))} />
      </nav>
    </>
  );
}

/** Sentences of the audit begin with who did it; one's own begin with "you". */
function told(line: { readonly actor: string; readonly own: boolean; readonly sentence: string }): string {
  const { actor, own, sentence } = line;
  const rest = sentence.startsWith(actor) ? sentence.slice(actor.length) : null;
  if (rest === null) return `${own ? "您自己" : actor}：${sentence}`;
  return own ? `您自己${rest}` : sentence;
}

export function Trace(): ReactNode {
  const first = useAsk(ownTrace);
  const [more, setMore] = useState<OwnTrace | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const lines = [...(first.data?.lines ?? []), ...(more?.lines ?? [])];
  const next = more === null ? (first.data?.next ?? null) : more.next;
  const further = async (): Promise<void> => {
    try {
      const page = await askAt(ownTrace, next === null ? {} : { before: next });
      setMore({ lines: [...(more?.lines ?? []), ...page.lines], next: page.next });
    } catch (fault) {
      if (fault instanceof Problem) setProblem(fault);
    }
  };
  return (
    <>
      <h1>谁看过、改过我的记录</h1>
      <p className="quiet">看完整的身份证号、电话、住址都要写理由，也都会记在这里。</p>
      <Shown of={first}>
        {() =>
          lines.length === 0 ? (
            <p className="say say-info">还没有人看过您的完整信息，也没有人改过您的记录。</p>
          ) : (
            <ul className="card lines trace">
              {lines.map((it) => (
                <li key={it.number} className={it.own ? "own" : undefined}>
                  <p>{told(it)}</p>
                  <p className="quiet">{moment(it.at)}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <Say problem={problem} />
      {next === null ? null : (
        <p>
          <button type="button" className="button" onClick={() => void further()}>
            看更早的
          </button>
        </p>
      )}
    </>
  );
}

export function Mine(props: {
  name: string;
  roles: string;
  look: Look;
  onLook: (patch: Partial<Look>) => void;
  onSignOut: () => void;
  desk: boolean;
}): ReactNode {
  const { look } = props;
  return (
    <>
      <h1>我的</h1>
      <Lines
        lines={[
          ["姓名", props.name],
          ["岗位", props.roles],
        ]}
      />
      <div className="card">
        <a className="big" href="#/trace">
          <span>谁看过、改过我的记录</span>
          <span aria-hidden="true">›</span>
        </a>
        <button
          type="button"
          className="big"
          aria-pressed={look.elder}
          onClick={() => props.onLook({ elder: !look.elder })}
        >
          <span>长辈版（大字）</span>
          <strong>{look.elder ? "已打开" : "打开"}</strong>
        </button>
        <button
          type="button"
          className="big"
          aria-pressed={look.theme === "dark"}
          onClick={() => props.onLook({ theme: look.theme === "dark" ? "light" : "dark" })}
        >
          <span>深色</span>
          <strong>{look.theme === "dark" ? "已打开" : "打开"}</strong>
        </button>
        <a className="big" href="/me/password">
          <span>修改密码</span>
          <span aria-hidden="true">›</span>
        </a>
        {props.desk ? (
          <a className="big" href="/">
            <span>电脑版工作台</span>
            <span aria-hidden="true">›</span>
          </a>
        ) : null}
      </div>
      <h2>怎么办</h2>
      <Lines
        lines={[
          ["记录有错", "在“记录”页面点“有错，申请更正”"],
          ["忘记密码", "请找镇街党务干部或系统管理员"],
          ["字太小", "点右上角“长辈版”"],
          ["放到手机桌面", "在浏览器菜单里选“添加到主屏幕”"],
        ]}
      />
      <p style={{ marginTop: "1.5rem" }}>
        <button type="button" className="button" onClick={props.onSignOut}>
          退出登录
        </button>
      </p>
    </>
  );
}
