import "#web/desk/pages/sign-in.css";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { DemoPerson, SessionView } from "#platform/access/contract.ts";
import { Problem } from "#web/common/api.ts";
import { SYSTEM_NAME } from "#web/common/name.ts";
import { beginSession } from "#web/common/session.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Field, useTitle } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { SESSION_KEY } from "#web/desk/session.ts";

export function SignIn(props: { session: SessionView; idle: boolean }): ReactNode {
  const { session } = props;
  useTitle("登录");
  const client = useQueryClient();
  const { look, change } = useLook();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = needsCode ? { username, password, code } : { username, password };
      client.setQueryData(SESSION_KEY, await beginSession(body));
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      if (fault.slug === "code-needed" && !needsCode) setNeedsCode(true);
      else setProblem(fault);
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (it: FormEvent): void => {
    it.preventDefault();
    if (!busy) void send();
  };
  const fill = (person: DemoPerson): void => {
    setUsername(person.username);
    setPassword(person.password);
    setNeedsCode(false);
    setProblem(null);
    button.current?.focus();
  };
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1 className="sign-in-mark">连心</h1>
        <p className="sign-in-zone">
          {SYSTEM_NAME}
          {session.zone ? ` · ${session.zone}` : ""}
        </p>
        {props.idle ? (
          <p className="say say-info" role="status">
            长时间没有操作，已自动退出登录。重新登录后回到原来的页面。
          </p>
        ) : null}
        <form onSubmit={onSubmit} aria-label="登录">
          {needsCode ? (
            <Field label="动态验证码" id="code" hint="打开手机上的验证器，输入 6 位数字。">
              <Input
                id="code"
                size="large"
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={8}
                value={code}
                onChange={(it) => setCode(it.target.value.replace(/\D/g, ""))}
              />
            </Field>
          ) : (
            <>
              <Field label="用户名或手机号" id="username">
                <Input
                  id="username"
                  size="large"
                  autoFocus
                  autoComplete="username"
                  value={username}
                  onChange={(it) => setUsername(it.target.value)}
                />
              </Field>
              <Field label="密码" id="password">
                <Input.Password
                  id="password"
                  size="large"
                  autoComplete="current-password"
                  value={password}
                  onChange={(it) => setPassword(it.target.value)}
                />
              </Field>
            </>
          )}
          <ProblemBox problem={problem} />
          <Button
            ref={button}
            type="primary"
            htmlType="submit"
            size="large"
            block
            loading={busy}
            disabled={username === "" || password === "" || (needsCode && code.length < 6)}
          >
            登录
          </Button>
          {needsCode ? (
            <Button type="link" onClick={() => setNeedsCode(false)}>
              返回重新输入密码
            </Button>
          ) : (
            <p className="quiet">忘记密码，请找本级党务干部或系统管理员重置。</p>
          )}
        </form>
        {session.empty ? (
          <p className="say say-info">这里还是空的。第一个账号的用户名和一次性密码印在启动服务的窗口里。</p>
        ) : null}
        <p className="sign-in-foot">
          <button type="button" className="as-link" onClick={() => change({ elder: !look.elder })}>
            {look.elder ? "退出长辈版" : "长辈版（大字）"}
          </button>
          <button
            type="button"
            className="as-link"
            onClick={() => change({ theme: look.theme === "dark" ? "light" : "dark" })}
          >
            {look.theme === "dark" ? "浅色" : "深色"}
          </button>
          <a href="/pocket/">掌上版</a>
        </p>
      </div>
      {session.demo ? (
        <section className="demo" aria-label="演示人物">
          <h2>演示区</h2>
          <p className="quiet">人员和事项均为生成数据。点选人员自动填入账号密码，再点“登录”。</p>
          <ul>
            {session.demo.map((it) => (
              <li key={it.username}>
                <button
                  type="button"
                  className="demo-card"
                  onClick={() => fill(it)}
                  aria-pressed={username === it.username}
                >
                  <strong>{it.name}</strong>
                  <span>{it.roleTerm}</span>
                  <span className="quiet">{it.place}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </main>
  );
}
