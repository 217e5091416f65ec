import { type FormEvent, type ReactNode, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { Problem } from "#web/common/api.ts";
import { SYSTEM_NAME } from "#web/common/name.ts";
import { beginSession } from "#web/common/session.ts";
import { Say } from "#web/pocket/parts.tsx";

export function SignIn(props: {
  session: SessionView;
  idle: boolean;
  onDone: (session: SessionView) => void;
}): ReactNode {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (it: FormEvent): Promise<void> => {
    it.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      props.onDone(await beginSession(code === null ? { username, password } : { username, password, code }));
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      if (fault.slug === "code-needed" && code === null) setCode("");
      else setProblem(fault);
      setBusy(false);
    } finally {
      if (code === null) setBusy(false);
    }
  };
  return (
    <>
      <h1>登录</h1>
      <p className="quiet">
        {SYSTEM_NAME}
        {props.session.zone ? ` · ${props.session.zone}` : ""}
      </p>
      {props.idle ? (
        <p className="say say-info" role="status">
          您有一阵子没有操作，为了安全已经自动退出，请重新登录。
        </p>
      ) : null}
      <form onSubmit={(it) => void send(it)}>
        {code === null ? (
          <>
            <label className="ask">
              <span>用户名或手机号</span>
              <input autoComplete="username" value={username} onChange={(it) => setUsername(it.target.value)} />
            </label>
            <label className="ask">
              <span>密码</span>
              <input
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(it) => setPassword(it.target.value)}
              />
            </label>
          </>
        ) : (
          <label className="ask">
            <span>手机验证器上的 6 位数字</span>
            <input
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(it) => setCode(it.target.value.replace(/\D/g, ""))}
            />
          </label>
        )}
        <Say problem={problem} />
        <button type="submit" className="button primary" disabled={busy || username === "" || password === ""}>
          {busy ? "正在登录…" : "登录"}
        </button>
      </form>
      <p className="quiet" style={{ marginTop: "1rem" }}>
        忘记密码，请找镇街的党务干部。
      </p>
      <p>
        <a className="button" href="#/activation">
          凭邀请单开通账号
        </a>
      </p>
      {props.session.demo ? (
        <>
          <h2>演示区</h2>
          <div className="card">
            {props.session.demo.map((it) => (
              <button
                key={it.username}
                type="button"
                className="big"
                onClick={() => {
                  setUsername(it.username);
                  setPassword(it.password);
                  window.scrollTo(0, 0);
                }}
              >
                <span>
                  {it.name}，{it.roleTerm}
                </span>
                <span className="quiet">{it.place}</span>
              </button>
            ))}
          </div>
        </>
      ) : null}
    </>
  );
}
