import { type FormEvent, type ReactNode, useState } from "react";
import { Problem, sendTo } from "#web/common/api.ts";
import { beginSession } from "#web/common/session.ts";
import type { Entrance } from "#web/pocket/part.ts";
import { Say } from "#web/pocket/parts.tsx";
import * as at from "../address.ts";

/** Whoever has a slip opens the own account: the slip, the own identity number, and a password nobody else ever sees. */
export function Activation(props: Entrance): ReactNode {
  const [code, setCode] = useState(codeInAddress);
  const [idNumber, setIdNumber] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [username, setUsername] = useState<string | null>(null);
  const differs = again !== "" && again !== password;
  const send = async (it: FormEvent): Promise<void> => {
    it.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const opened = await sendTo(at.activation, {}, { code, idNumber, password });
      setUsername(opened.username);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
    } finally {
      setBusy(false);
    }
  };
  const enter = async (): Promise<void> => {
    setBusy(true);
    try {
      props.onDone(await beginSession({ username: username ?? "", password }));
      window.location.hash = "#/";
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
      setBusy(false);
    }
  };
  if (username !== null)
    return (
      <>
        <h1>开通好了</h1>
        <p className="say say-good" role="status">
          您的用户名是 <strong>{username}</strong>，请记下来。手机号登记过的，用手机号登录也行。密码只有您自己知道。
        </p>
        <Say problem={problem} />
        <p>
          <button type="button" className="button primary" disabled={busy} onClick={() => void enter()}>
            {busy ? "正在登录…" : "现在登录"}
          </button>
        </p>
      </>
    );
  return (
    <>
      <h1>开通账号</h1>
      <p className="quiet">邀请单是党组织发给您本人的。填上身份证号，定一个自己的密码，就开通了。密码别告诉任何人。</p>
      <form onSubmit={(it) => void send(it)}>
        <label className="ask">
          <span>邀请码（邀请单上的 16 位）</span>
          <input
            autoComplete="off"
            autoCapitalize="characters"
            value={code}
            onChange={(it) => setCode(it.target.value)}
          />
          <Fault of={problem} at="code" />
        </label>
        <label className="ask">
          <span>本人身份证号</span>
          <input autoComplete="off" value={idNumber} onChange={(it) => setIdNumber(it.target.value)} />
          <Fault of={problem} at="idNumber" />
        </label>
        <label className="ask">
          <span>定一个密码</span>
          <input
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(it) => setPassword(it.target.value)}
          />
          <Fault of={problem} at="password" />
        </label>
        <label className="ask">
          <span>再输一遍密码</span>
          <input
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={(it) => setAgain(it.target.value)}
          />
          {differs ? <small className="fault">两遍不一样</small> : null}
        </label>
        <Say problem={problem} />
        <p>
          <button
            type="submit"
            className="button primary"
            disabled={busy || code === "" || idNumber === "" || password === "" || again !== password}
          >
            {busy ? "正在开通…" : "开通"}
          </button>
        </p>
        <p>
          <a className="button" href="#/">
            已有账号，去登录
          </a>
        </p>
      </form>
    </>
  );
}

function Fault(props: { of: Problem | null; at: string }): ReactNode {
  const fault = props.of?.faultOf(props.at);
  return fault === undefined ? null : <small className="fault">{fault}</small>;
}

/** A slip's code stands after the # of its address, which no server and no proxy is sent. */
function codeInAddress(): string {
  return /^#\/activation\/([A-Z0-9-]+)$/.exec(window.location.hash)?.[1] ?? "";
}
