import { Button, Input, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import * as at from "#platform/access/address.ts";
import type { Row } from "#platform/registers/contract.ts";
import { ROLES, type Role } from "#shared/roles.ts";
import { moment, words } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { BreakGlassButton } from "#web/desk/pages/administration/break-glass.tsx";
import { ResetAsking } from "#web/desk/pages/administration/resets.tsx";
import { RegisterById } from "#web/desk/pages/register/register-page.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { OneTime } from "#web/desk/parts/one-time.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Facts, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession, useToday } from "#web/desk/session.ts";

/** Accounts: open, disable, reset or ask for it. A one-time password is shown once and nowhere else. */
export function Accounts(): ReactNode {
  const { session } = useSession();
  const [adding, setAdding] = useState(false);
  const may = holds(session, ["access.account.create"]);
  return (
    <>
      <RegisterById
        id="accounts"
        tools={
          <>
            <BreakGlassButton />
            {may ? (
              <Button type="primary" onClick={() => setAdding(true)}>
                开户
              </Button>
            ) : null}
          </>
        }
        lead="能登录系统的账号。开户不等于授权，授权由安全管理员另办。"
        drawer={
          holds(session, ["access.account.disable", "access.account.reset"])
            ? (row, close) => <AccountDialog key={row.id} row={row} onClose={close} />
            : undefined
        }
      />
      {adding ? <NewAccount onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function AccountDialog(props: { row: Row; onClose: () => void }): ReactNode {
  const { row } = props;
  const { id } = row;
  const [resetting, setResetting] = useState<"password" | "factor" | null>(null);
  const [reason, setReason] = useState("");
  const disable = useDeed(at.disabling, { id });
  const enable = useDeed(at.enabling, { id });
  const disabled = typeof row["disabledAt"] === "string";
  if (resetting !== null) return <ResetAsking account={row} kind={resetting} onClose={props.onClose} />;
  return (
    <FormModal open title={`账号：${words(row["displayName"])}`} footer={null} done={disabled} onCancel={props.onClose}>
      <Facts
        columns={1}
        facts={[
          ["用户名", words(row["username"])],
          ["开户时间", moment(words(row["createdAt"]))],
          ["状态", disabled ? `已停用（${moment(words(row["disabledAt"]))}）` : "在用"],
        ]}
      />
      <ProblemBox problem={disable.problem ?? enable.problem} />
      <div className="actions">
        <Button onClick={() => setResetting("password")}>重置密码</Button>
        <Button onClick={() => setResetting("factor")}>关闭两步验证（换手机）</Button>
        {disabled ? (
          <Button loading={enable.busy} onClick={() => void enable.run(null)}>
            恢复使用
          </Button>
        ) : null}
      </div>
      {disabled ? null : (
        <>
          <Field
            label="停用原因"
            id="disable-reason"
            hint="停用后立即退出所有设备，历史记录都在。"
            fault={disable.problem?.faultOf("reason")}
          >
            <Input id="disable-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
          </Field>
          <Button
            danger
            disabled={reason.trim() === ""}
            loading={disable.busy}
            onClick={() => void disable.run({ reason: reason.trim() })}
          >
            停用账号
          </Button>
        </>
      )}
    </FormModal>
  );
}

function NewAccount(props: { onClose: () => void }): ReactNode {
  const [username, setUsername] = useState("");
  const [displayName, setName] = useState("");
  const [organizationId, setOrg] = useState<string | undefined>(undefined);
  const [phone, setPhone] = useState("");
  const [password, setPassword] = useState<string | null>(null);
  const deed = useDeed(at.accounts, {}, (it) => setPassword(it.oneTimePassword));
  const open = () =>
    deed.run({
      username: username.trim(),
      displayName: displayName.trim(),
      organizationId: organizationId ?? null,
      phone: phone.trim() === "" ? null : phone.trim(),
    });
  return (
    <FormModal
      open
      title="开户"
      done={password !== null}
      okText={password ? "完成" : "开户"}
      cancelButtonProps={{ style: password ? { display: "none" } : {} }}
      okButtonProps={{ loading: deed.busy, disabled: username.trim() === "" || displayName.trim() === "" }}
      onOk={() => (password ? props.onClose() : void open())}
      onCancel={props.onClose}
    >
      {password ? (
        <OneTime password={password} />
      ) : (
        <>
          <ProblemBox problem={deed.problem} />
          <Field label="姓名" id="new-name" fault={deed.problem?.faultOf("displayName")}>
            <Input
              id="new-name"
              maxLength={40}
              autoComplete="off"
              value={displayName}
              onChange={(it) => setName(it.target.value)}
            />
          </Field>
          <Field
            label="用户名"
            id="new-username"
            fault={deed.problem?.faultOf("username")}
            hint="登录用，字母、数字或汉字，不能和别人重复。"
          >
            <Input
              id="new-username"
              maxLength={40}
              autoComplete="off"
              value={username}
              onChange={(it) => setUsername(it.target.value)}
            />
          </Field>
          <Field label="所属组织（可不填）" id="new-org" fault={deed.problem?.faultOf("organizationId")}>
            <OrgPick id="new-org" label="所属组织" value={organizationId} onChange={setOrg} />
          </Field>
          <Field
            label="手机号（可不填）"
            id="new-phone"
            fault={deed.problem?.faultOf("phone")}
            hint="填了就可以用手机号登录。"
          >
            <Input
              id="new-phone"
              maxLength={20}
              inputMode="tel"
              autoComplete="off"
              value={phone}
              onChange={(it) => setPhone(it.target.value)}
            />
          </Field>
        </>
      )}
    </FormModal>
  );
}

/** Grants: who holds which role where, from when to when. */
export function Grants(): ReactNode {
  const { session } = useSession();
  const [adding, setAdding] = useState(false);
  const may = holds(session, ["access.grant.give"]);
  return (
    <>
      <RegisterById
        id="grants"
        tools={
          may ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              授权
            </Button>
          ) : null
        }
        lead="登记账号在组织中的岗位。授权范围含本组织和全部下级；本人不具有的权限不得授予他人。"
        drawer={may ? (row, close) => <GrantDialog key={row.id} row={row} onClose={close} /> : undefined}
      />
      {adding ? <NewGrant onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const roleTerm = (role: string): string => (Object.hasOwn(ROLES, role) ? ROLES[role as Role].term : "");

function GrantDialog(props: { row: Row; onClose: () => void }): ReactNode {
  const { row } = props;
  const [reason, setReason] = useState("");
  const end = useDeed(at.grantEnding, { id: row.id }, props.onClose);
  return (
    <FormModal
      open
      title={`收回授权：${words(row["accountName"])} ${roleTerm(words(row["role"]))}`}
      okText="收回"
      okButtonProps={{ danger: true, loading: end.busy, disabled: reason.trim() === "" }}
      onOk={() => void end.run({ reason: reason.trim() })}
      onCancel={props.onClose}
    >
      <ProblemBox problem={end.problem} />
      <Field
        label="原因"
        id="grant-end-reason"
        hint="立即生效，对方正在用的页面也会失去这项权限。"
        fault={end.problem?.faultOf("reason")}
      >
        <Input id="grant-end-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
      </Field>
    </FormModal>
  );
}

export function AccountPick(props: { id: string; value: string; onChange: (id: string) => void }): ReactNode {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const list = useAsk(at.accountChoices, { q }, { keep: true });
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={props.value === "" ? null : props.value}
      placeholder="输入姓名或用户名"
      notFoundContent="没有找到"
      options={(list.data?.rows ?? []).map((row) => ({
        value: row.id,
        label: `${row.displayName}（${row.username}）`,
      }))}
      onChange={(id: string) => props.onChange(id)}
    />
  );
}

function NewGrant(props: { onClose: () => void }): ReactNode {
  const today = useToday();
  const [accountId, setAccount] = useState("");
  const [role, setRole] = useState("");
  const [organizationId, setOrg] = useState<string | undefined>(undefined);
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const choices = useAsk(at.roleChoices, { org: organizationId }, { keep: true });
  const roles = choices.data?.rows ?? [];
  const chosen = roles.find((it) => it.role === role);
  const deed = useDeed(at.grants, {}, props.onClose);
  const give = (chosenRole: Role) =>
    deed.run({
      accountId,
      role: chosenRole,
      organizationId: organizationId ?? null,
      from,
      to: to === "" ? null : to,
      reason: reason.trim(),
    });
  return (
    <FormModal
      open
      title="授权"
      okText="授权"
      okButtonProps={{ loading: deed.busy, disabled: accountId === "" || !chosen || reason.trim() === "" }}
      onOk={() => chosen && void give(chosen.role)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Field label="账号" id="grant-account" fault={deed.problem?.faultOf("accountId")}>
        <AccountPick id="grant-account" value={accountId} onChange={setAccount} />
      </Field>
      <Field
        label="组织"
        id="grant-org"
        fault={deed.problem?.faultOf("organizationId")}
        hint="含全部下级。不选就是整个系统。"
      >
        <OrgPick id="grant-org" label="组织" value={organizationId} onChange={setOrg} />
      </Field>
      <Field
        label="岗位"
        id="grant-role"
        fault={deed.problem?.faultOf("role")}
        hint={chosen ? `${chosen.term}：${chosen.duty}。` : "只列出您在这个组织可以授予的岗位。"}
      >
        <Select
          id="grant-role"
          value={chosen ? role : null}
          placeholder="选择岗位"
          notFoundContent={choices.error ? "您在这个组织没有授权的权限，请另选组织" : "您在这个组织没有可以授予的岗位"}
          options={choices.error ? [] : roles.map((it) => ({ value: it.role, label: it.term, duty: it.duty }))}
          optionRender={(it) => (
            <span className="option-lines">
              {it.label}
              <small className="quiet">{it.data.duty}</small>
            </span>
          )}
          onChange={(it: string) => setRole(it)}
        />
      </Field>
      <div className="form-grid">
        <Field label="从" id="grant-from" fault={deed.problem?.faultOf("from")}>
          <DayField id="grant-from" value={from} onChange={setFrom} />
        </Field>
        <Field label="到（可不填）" id="grant-to" fault={deed.problem?.faultOf("to")}>
          <DayField id="grant-to" value={to} min={from} onChange={setTo} />
        </Field>
      </div>
      <Field label="依据或原因" id="grant-reason" fault={deed.problem?.faultOf("reason")}>
        <Input id="grant-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
      </Field>
    </FormModal>
  );
}
