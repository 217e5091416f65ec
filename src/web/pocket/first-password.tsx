import { type FormEvent, type ReactNode, useState } from "react";
import { password } from "#platform/access/address.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { Say } from "#web/pocket/parts.tsx";

/** Whoever was handed a password replaces it with their own before anything else. */
export function FirstPassword(props: { onDone: () => void; onSignOut: () => void }): ReactNode {
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const differs = again !== "" && again !== wanted;
  const send = async (it: FormEvent): Promise<void> => {
    it.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await sendTo(password, {}, { current, new: wanted });
      props.onDone();
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
      setBusy(false);
    }
  };
  const ask = (
    label: string,
    complete: string,
    value: string,
    put: (text: string) => void,
    fault?: string,
  ): ReactNode => (
    <label className="ask">
      <span>{label}</span>
      <input type="password" autoComplete={complete} value={value} onChange={(it) => put(it.target.value)} />
      {fault === undefined ? null : <small className="fault">{fault}</small>}
    </label>
  );
  return (
    <>
      <h1>换成自己的密码</h1>
      <p className="quiet">这个密码是别人给您的。换成只有自己知道的，才能接着用。</p>
      <Say problem={problem} />
      <form onSubmit={(it) => void send(it)}>
        {ask("现在的密码", "current-password", current, setCurrent, problem?.faultOf("current"))}
        {ask("新密码", "new-password", wanted, setWanted, problem?.faultOf("new"))}
        {ask("再输一遍新密码", "new-password", again, setAgain, differs ? "两遍不一样" : undefined)}
        <p>
          <button
            type="submit"
            className="button primary"
            disabled={busy || current === "" || wanted === "" || again !== wanted}
          >
            {busy ? "正在保存…" : "换好密码"}
          </button>
        </p>
        <p>
          <button type="button" className="button" onClick={props.onSignOut}>
            退出登录
          </button>
        </p>
      </form>
    </>
  );
}
