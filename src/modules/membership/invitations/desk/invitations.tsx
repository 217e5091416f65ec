import { Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { sendTo } from "#web/common/api.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";
import * as at from "../address.ts";
import type { InvitationsView, Invited } from "../contract.ts";
import { Slips } from "./slips.tsx";

type Branch = InvitationsView["branches"][number];
type Row = Branch["rows"][number];

/** Who of an organisation's members has an account, and the slips with which the others open theirs. */
export function Invitations(): ReactNode {
  const place = useSearchText()["of"];
  const patch = usePatchSearch();
  const tree = useTree();
  const first = tree.data ? [...tree.data.index.byId.values()].find((it) => it.closedOn === null)?.id : undefined;
  const organizationId = place ?? first;
  return (
    <Page
      title="开通账号"
      lead="给没有账号的党员发邀请单。党员扫码或输入邀请码，填上本人身份证号，自己定密码；别人从头到尾都不知道密码。"
    >
      <div className="form-grid no-print">
        <Field label="党组织" id="invitations-of">
          <OrgPick id="invitations-of" label="党组织" value={organizationId} onChange={(id) => patch({ of: id })} />
        </Field>
      </div>
      {organizationId === undefined ? null : <Invitable key={organizationId} organizationId={organizationId} />}
    </Page>
  );
}

function Invitable({ organizationId }: { organizationId: string }): ReactNode {
  const view = useAsk(at.invitations, { organizationId });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [made, setMade] = useState<Invited | null>(null);
  const invite = useDeed(at.inviting, {}, (it) => {
    setMade(it);
    setChosen(new Set());
  });
  const withdraw = useDeed((id: string) => sendWithdrawal(id));
  if (made !== null) return <Slips made={made} onClose={() => setMade(null)} />;
  const choose = (personId: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(personId);
    else next.delete(personId);
    setChosen(next);
  };
  return (
    <Answer of={view}>
      {(it) => (
        <>
          <p>
            共 {number(it.members)} 名党员，{number(it.opened)} 人有账号，{number(it.invited)} 人手里有有效的邀请单。
            邀请单 {it.days} 天内有效，用一次就作废。
          </p>
          {it.more ? (
            <p className="say say-info" role="status">
              人太多，没有全部列出。请选下面的党总支或党支部。
            </p>
          ) : null}
          <ProblemBox problem={invite.problem ?? withdraw.problem} />
          {it.canInvite ? (
            <p className="actions">
              <Button
                type="primary"
                loading={invite.busy}
                onClick={() =>
                  void invite.run({ organizationId, ...(chosen.size > 0 ? { personIds: [...chosen] } : {}) })
                }
              >
                {chosen.size > 0 ? `邀请选中的 ${number(chosen.size)} 人` : "邀请全部没有账号的党员"}
              </Button>
            </p>
          ) : (
            <p className="quiet">邀请单由镇街党（工）委或者开发区发放。</p>
          )}
          {it.branches.map((branch) => (
            <OneBranch
              key={branch.organizationId}
              branch={branch}
              chosen={chosen}
              onChoose={it.canInvite ? choose : null}
              onWithdraw={it.canInvite ? (id) => void withdraw.run(id) : null}
            />
          ))}
        </>
      )}
    </Answer>
  );
}

const sendWithdrawal = (id: string): Promise<unknown> => sendTo(at.withdrawal, { id }, null);

function OneBranch(props: {
  branch: Branch;
  chosen: ReadonlySet<string>;
  onChoose: ((personId: string, on: boolean) => void) | null;
  onWithdraw: ((invitationId: string) => void) | null;
}): ReactNode {
  const { branch, chosen, onChoose, onWithdraw } = props;
  return (
    <Section title={branch.organizationName} note={`${number(branch.rows.length)} 人`}>
      <Plain
        rows={branch.rows}
        id={(it) => it.personId}
        caption={`${branch.organizationName}党员的账号`}
        columns={[
          { title: "姓名", show: (it) => <Name row={it} chosen={chosen} onChoose={onChoose} /> },
          { title: "账号", show: (it) => <Mark kind={kindOf(it)}>{it.stateTerm}</Mark> },
          { title: "邀请", show: (it) => invitedIn(it) },
          { title: "开通", show: (it) => (it.activatedOn === null ? "" : dayInWords(it.activatedOn)) },
          ...(onWithdraw === null ? [] : [{ title: "", show: (it: Row) => <Withdrawal row={it} onDo={onWithdraw} /> }]),
        ]}
      />
    </Section>
  );
}

function Name(props: {
  row: Row;
  chosen: ReadonlySet<string>;
  onChoose: ((personId: string, on: boolean) => void) | null;
}): ReactNode {
  const { row, chosen, onChoose } = props;
  const done = row.state === "opened" || row.state === "activated";
  if (onChoose === null || done || !row.hasNumber)
    return row.hasNumber || done ? row.name : `${row.name}（花名册上没有身份证号，不能邀请）`;
  return (
    <Checkbox checked={chosen.has(row.personId)} onChange={(it) => onChoose(row.personId, it.target.checked)}>
      {row.name}
    </Checkbox>
  );
}

function Withdrawal({ row, onDo }: { row: Row; onDo: (id: string) => void }): ReactNode {
  const { invitationId } = row;
  if (invitationId === null) return null;
  return (
    <Button size="small" aria-label={`收回给${row.name}的邀请单`} onClick={() => onDo(invitationId)}>
      收回
    </Button>
  );
}

const kindOf = ({ state }: Row): "good" | "warn" | "info" =>
  state === "opened" || state === "activated" ? "good" : state === "invited" ? "info" : "warn";

function invitedIn({ invitedOn, invitedBy, expiresOn }: Row): string {
  if (invitedOn === null) return "";
  const until = expiresOn === null ? "" : `，到${dayInWords(expiresOn)}`;
  return `${dayInWords(invitedOn)} ${invitedBy}${until}`;
}
