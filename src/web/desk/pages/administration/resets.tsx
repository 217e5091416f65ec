import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/access/address.ts";
import { registers as registersAt } from "#platform/registers/address.ts";
import type { Row } from "#platform/registers/contract.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { moment, words } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { RegisterById } from "#web/desk/pages/register/register-page.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { OneTime } from "#web/desk/parts/one-time.tsx";
import { Facts, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession } from "#web/desk/session.ts";

type Kind = "password" | "factor";

const KINDS = {
  password: { title: "重置密码", says: "原密码立即作废，本人在所有设备上退出登录。" },
  factor: { title: "关闭两步验证", says: "本人在所有设备上退出登录，下次只用密码登录，请提醒本人重新开启。" },
} as const;

/** Requests to reset accounts that hold something: asked by one administrator, confirmed by another. */
export function Resets(): ReactNode {
  return (
    <RegisterById
      id="credential-resets"
      lead="账号有授权的，重置密码、关闭两步验证由系统管理员申请、安全管理员确认；安全管理员的账号由审计员确认。24 小时内不确认即过期；本人登录后申请作废。"
      drawer={(row, close) => <ResetDialog key={row.id} row={row} onClose={close} />}
    />
  );
}

/** Resets at once what holds nothing; asks a second administrator for everything else. */
export function ResetAsking(props: { account: Row; kind: Kind; onClose: () => void }): ReactNode {
  const { account, kind } = props;
  const { title, says } = KINDS[kind];
  const [reason, setReason] = useState("");
  const [done, setDone] = useState<{ password: string | null; until: string | null } | null>(null);
  const deed = useDeed(() => resetOrAsk(account.id, kind, reason.trim()), setDone);
  return (
    <FormModal
      open
      title={`${title}：${words(account["displayName"])}`}
      done={done !== null}
      okText={done ? "完成" : title}
      cancelButtonProps={{ style: done ? { display: "none" } : {} }}
      okButtonProps={{ loading: deed.busy, disabled: done === null && reason.trim() === "" }}
      onOk={() => (done ? props.onClose() : void deed.run(undefined))}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      {done === null ? (
        <>
          <p>
            没有授权的账号直接办理；有授权的提出申请，由另一位管理员确认后生效。{says}
            谁申请、谁确认，本人登录时看得到。
          </p>
          <Field
            label="原因"
            id="reset-reason"
            hint="写明怎样核实是本人，确认人和审计员看得到。"
            fault={deed.problem?.faultOf("reason")}
          >
            <Input id="reset-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
          </Field>
        </>
      ) : null}
      {done?.password ? <OneTime password={done.password} /> : null}
      {done?.until ? (
        <p className="say say-good" role="status">
          已提出申请，等另一位管理员确认，{moment(done.until)} 过期。
          {kind === "password" ? "确认后请到“重置申请”领取一次性密码的后半段。" : ""}
        </p>
      ) : null}
      {done && done.password === null && done.until === null ? (
        <p className="say say-good" role="status">
          已办理。
        </p>
      ) : null}
    </FormModal>
  );
}

/** Whether one administrator is enough, the server says; what was typed as reason goes with either. */
async function resetOrAsk(
  accountId: string,
  kind: Kind,
  reason: string,
): Promise<{ password: string | null; until: string | null }> {
  try {
    if (kind === "factor") {
      await sendTo(at.factorReset, { id: accountId }, { reason });
      return { password: null, until: null };
    }
    const { oneTimePassword } = await sendTo(at.passwordReset, { id: accountId }, { reason });
    return { password: oneTimePassword, until: null };
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.slug !== "reset-needs-two") throw fault;
    const { expiresAt } = await sendTo(at.resets, {}, { accountId, kind, reason });
    return { password: null, until: expiresAt };
  }
}

/** By the duty that decides: its verb, and the addresses of its two answers. */
const DUTIES = {
  security_administrator: { verb: "access.reset.confirm", confirms: at.confirmation, refuses: at.refusal },
  auditor: {
    verb: "access.security-reset.confirm",
    confirms: at.securityConfirmation,
    refuses: at.securityRefusal,
  },
} as const;
const dutyOf = (decider: string) =>
  decider === "auditor" || decider === "security_administrator" ? DUTIES[decider] : undefined;

function ResetDialog(props: { row: Row; onClose: () => void }): ReactNode {
  const { row } = props;
  const { session } = useSession();
  const [half, setHalf] = useState<{ which: "前" | "后"; text: string } | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const [reason, setReason] = useState("");
  const registers = useAsk(registersAt);
  const fields = registers.data?.find((it) => it.id === "credential-resets")?.fields;
  const termOf = (key: string, code: unknown): string =>
    fields?.find((it) => it.key === key)?.codes.find((it) => it.code === code)?.term ?? words(row[key]);
  const duty = dutyOf(words(row["decider"]));
  const { confirms, refuses } = duty ?? DUTIES.security_administrator;
  const { id } = row;
  const confirm = useDeed(confirms, { id }, ({ firstHalf }) => {
    setConfirmed(true);
    if (firstHalf !== null) setHalf({ which: "前", text: firstHalf });
  });
  const refuse = useDeed(refuses, { id }, props.onClose);
  const fetch = useDeed(at.secondHalf, { id }, ({ secondHalf }) => setHalf({ which: "后", text: secondHalf }));
  const own = session?.actor?.accountId;
  const waits = row["outcome"] === "waiting" && !confirmed;
  const decides =
    waits &&
    row["covered"] === true &&
    duty !== undefined &&
    holds(session, [duty.verb]) &&
    row["askedBy"] !== own &&
    row["accountId"] !== own;
  const collects = row["askedBy"] === own && row["halfWaits"] === true && half === null;
  return (
    <FormModal
      open
      title={`${termOf("kind", row["kind"])}：${words(row["accountName"])}`}
      footer={null}
      done={confirmed}
      onCancel={props.onClose}
    >
      <Facts
        columns={1}
        facts={[
          ["申请人", words(row["askedByName"])],
          ["申请时间", moment(words(row["askedAt"]))],
          ["申请原因", words(row["reason"])],
          ["结果", termOf("outcome", confirmed ? "done" : row["outcome"])],
          ...(waits ? [["由谁确认", termOf("decider", row["decider"])] as const] : []),
        ]}
      />
      <ProblemBox problem={confirm.problem ?? refuse.problem ?? fetch.problem} />
      {half ? <Half {...half} /> : null}
      {confirmed && half === null ? (
        <p className="say say-good" role="status">
          已确认。两步验证已经关闭。
        </p>
      ) : null}
      {collects ? (
        <>
          <p>申请已经确认。后半段密码只显示一次，请当面交给本人；前半段在确认人手里。</p>
          <Button type="primary" loading={fetch.busy} onClick={() => void fetch.run(null)}>
            领取后半段密码
          </Button>
        </>
      ) : null}
      {decides ? (
        <>
          <p>
            请先当面或打电话向本人核实。确认后立即生效，本人在所有设备上退出登录。
            {row["kind"] === "password" ? "您会看到一次性密码的前半段，请当面交给本人；后半段由申请人交给本人。" : ""}
          </p>
          <Button type="primary" loading={confirm.busy} onClick={() => void confirm.run(null)}>
            确认
          </Button>
          <Field label="不同意的原因" id="reset-refusal" fault={refuse.problem?.faultOf("reason")}>
            <Input id="reset-refusal" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
          </Field>
          <Button
            danger
            disabled={reason.trim() === ""}
            loading={refuse.busy}
            onClick={() => void refuse.run({ reason: reason.trim() })}
          >
            不同意
          </Button>
        </>
      ) : null}
    </FormModal>
  );
}

/** Half a password, shown once: neither half is worth anything alone. */
function Half(props: { which: "前" | "后"; text: string }): ReactNode {
  return (
    <div className="say say-good" role="status">
      <strong>一次性密码的{props.which}半段（只显示这一次）</strong>
      <p>
        <code className="secret">{props.text}</code>
      </p>
      <p>请当面交给本人。本人把前半段和后半段连着写（短横线也要写）就是密码，登录后必须换成自己的。</p>
    </div>
  );
}
