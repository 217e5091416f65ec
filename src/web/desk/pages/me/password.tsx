import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { password } from "#platform/access/address.ts";
import { sendTo } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { Field, Page } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** Changes one's own password; `first` when a password handed out by an administrator must be replaced before any work. */
export function MyPassword(props: { first?: boolean }): ReactNode {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [done, setDone] = useState(false);
  const deed = useDeed(
    (body: { current: string; new: string }) => sendTo(password, {}, body, true),
    () => {
      setDone(true);
      setCurrent("");
      setNext("");
      setAgain("");
    },
  );
  const short = next !== "" && Array.from(next).length < 8 ? "至少 8 个字符，可以用一句自己记得住的话。" : undefined;
  const differs = again !== "" && again !== next ? "两次输入的新密码不一样，请再看一遍。" : undefined;
  return (
    <Page
      title="修改密码"
      lead={props.first === true ? "您用的是别人给的一次性密码。请先换成自己的，再开始工作。" : undefined}
    >
      <form
        className="form"
        onSubmit={(it) => {
          it.preventDefault();
          void deed.run({ current, new: next });
        }}
      >
        {done ? (
          <p className="say say-good" role="status">
            密码已修改。其他地方的登录已全部退出。
          </p>
        ) : null}
        <ProblemBox problem={deed.problem} />
        <Field label="现在的密码" id="current" fault={deed.problem?.faultOf("current")}>
          <Input.Password
            id="current"
            autoComplete="current-password"
            value={current}
            onChange={(it) => setCurrent(it.target.value)}
          />
        </Field>
        <Field
          label="新密码"
          id="new"
          fault={short ?? deed.problem?.faultOf("new")}
          hint="长比复杂更安全；不要用姓名、生日、手机号。"
        >
          <Input.Password
            id="new"
            autoComplete="new-password"
            value={next}
            onChange={(it) => setNext(it.target.value)}
          />
        </Field>
        <Field label="再输一遍新密码" id="again" fault={differs}>
          <Input.Password
            id="again"
            autoComplete="new-password"
            value={again}
            onChange={(it) => setAgain(it.target.value)}
          />
        </Field>
        <Button
          type="primary"
          htmlType="submit"
          loading={deed.busy}
          disabled={current === "" || next === "" || again !== next || short !== undefined}
        >
          修改密码
        </Button>
      </form>
    </Page>
  );
}
