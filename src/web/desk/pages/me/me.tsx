import { Button, Input, Segmented, Slider, Switch } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/access/address.ts";
import type { FactorOffer } from "#platform/access/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { deviceInWords } from "#web/common/device.ts";
import { moment } from "#web/common/format.ts";
import { drawQr } from "#web/common/qr.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useSession } from "#web/desk/session.ts";

/** How this browser shows things. */
export function MyLook(): ReactNode {
  const { look, change } = useLook();
  return (
    <Page title="界面设置" lead="只影响这台电脑上的这个浏览器。">
      <Section title="颜色">
        <Segmented
          aria-label="颜色"
          value={look.theme}
          options={[
            { label: "浅色", value: "light" },
            { label: "深色", value: "dark" },
          ]}
          onChange={(value) => change({ theme: value === "dark" ? "dark" : "light" })}
        />
      </Section>
      <Section title="长辈版" note="大字、高对比、大按钮">
        <div className="row row-start">
          <Switch aria-label="长辈版" checked={look.elder} onChange={(elder) => change({ elder })} />
          <div className="slider">
            <span className="quiet">字号：{sizeInWords(look.elderSize)}</span>
            <Slider
              ariaLabelForHandle="长辈版字号"
              min={18}
              max={30}
              step={1}
              value={look.elderSize}
              disabled={!look.elder}
              onChange={(elderSize) => change({ elderSize })}
            />
          </div>
        </div>
      </Section>
      <Section title="表格行距">
        <Segmented
          aria-label="表格行距"
          value={look.dense ? "dense" : "loose"}
          options={[
            { label: "舒适", value: "loose" },
            { label: "紧凑", value: "dense" },
          ]}
          onChange={(value) => change({ dense: value === "dense" })}
        />
      </Section>
    </Page>
  );
}

const sizeInWords = (size: number): string => (size < 21 ? "大" : size < 25 ? "较大" : size < 28 ? "特大" : "最大");

/** Switches the second step of sign-in on and off; both ask for the password again, switching off for a code too. */
export function MySecondFactor(): ReactNode {
  const { session } = useSession();
  const [start, setStart] = useState<FactorOffer | null>(null);
  const [picture, setPicture] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const begin = useDeed(
    () => sendTo(at.factor, {}, { password }, true),
    (made) => {
      setStart(made);
      setPassword("");
      // The drawing of codes is fetched only by the few who set this up.
      void drawQr(made.uri).then(setPicture);
    },
  );
  const confirm = useDeed(
    () => sendTo(at.factorConfirmation, {}, { code }),
    () => {
      setStart(null);
      setCode("");
    },
  );
  const end = useDeed(
    () => sendTo(at.factorRemoval, {}, { password, code }, true),
    () => {
      setPassword("");
      setCode("");
    },
  );
  const passwordField = (
    <Field label="您的密码" id="password">
      <Input.Password
        id="password"
        autoComplete="current-password"
        value={password}
        onChange={(one) => setPassword(one.target.value)}
      />
    </Field>
  );
  const codeField = (label: string): ReactNode => (
    <Field label={label} id="code">
      <Input
        id="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={(one) => setCode(one.target.value.replace(/\D/g, ""))}
      />
    </Field>
  );
  return (
    <Page title="两步验证" lead="登录时除了密码，再输入手机验证器上的 6 位数字。密码被别人知道了也进不来。">
      <div className="form">
        {session?.actor?.secondFactor === true ? (
          <>
            <p className="say say-good">两步验证已开启。</p>
            <ProblemBox problem={end.problem} />
            {passwordField}
            {codeField("验证器上现在显示的 6 位数字")}
            <Button
              danger
              disabled={password === "" || code.length !== 6}
              loading={end.busy}
              onClick={() => void end.run(undefined)}
            >
              关闭两步验证
            </Button>
          </>
        ) : start ? (
          <>
            <p>1. 在手机的验证器应用里添加账号，扫描二维码，或手工输入下面的密钥。</p>
            {picture === "" ? null : <img src={picture} alt="验证器二维码" width={220} height={220} />}
            <p>
              密钥：<code className="secret">{start.secret.replace(/(.{4})/g, "$1 ")}</code>
            </p>
            <ProblemBox problem={confirm.problem} />
            {codeField("2. 输入验证器上显示的 6 位数字")}
            <Button
              type="primary"
              disabled={code.length !== 6}
              loading={confirm.busy}
              onClick={() => void confirm.run(undefined)}
            >
              开启
            </Button>
          </>
        ) : (
          <>
            <ProblemBox problem={begin.problem} />
            {passwordField}
            <Button
              type="primary"
              disabled={password === ""}
              loading={begin.busy}
              onClick={() => void begin.run(undefined)}
            >
              开始设置
            </Button>
          </>
        )}
      </div>
    </Page>
  );
}

/** Where one is signed in, each with its end. */
export function MySessions(): ReactNode {
  const answer = useAsk(at.sessions);
  const end = useDeed((id: string) => sendTo(at.sessionEnd, { id }, null));
  return (
    <Page title="我的登录" lead="看到不认识的设备，请让它退出，并马上修改密码。">
      <ProblemBox problem={end.problem} />
      <Answer of={answer}>
        {(data) => (
          <Plain
            caption="我的登录"
            rows={data}
            id={(it) => it.id}
            columns={[
              { title: "设备", show: (it) => deviceInWords(it.device) ?? "其他设备" },
              { title: "登录时间", show: (it) => moment(it.createdAt) },
              { title: "最近使用", show: (it) => moment(it.seenAt) },
              {
                title: "",
                show: (it) =>
                  it.current ? (
                    <Mark kind="good">本机</Mark>
                  ) : (
                    <Button size="small" onClick={() => void end.run(it.id)}>
                      让它退出
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Answer>
    </Page>
  );
}
