import { Button, Input, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/assessment/address.ts";
import { breakGlass } from "#platform/access/address.ts";
import { moment } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession } from "#web/desk/session.ts";

const LEAST_REASON = 10;

/** Opens the persons of a place to whoever may not see them otherwise, for hours and for a reason that all can read. */
export function BreakGlassButton(): ReactNode {
  const { session } = useSession();
  const [open, setOpen] = useState(false);
  if (!holds(session, ["access.break-glass.open"])) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>临时查看人员信息</Button>
      {open ? <BreakGlass onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function BreakGlass(props: { onClose: () => void }): ReactNode {
  const { session } = useSession();
  // Whoever sees no tree chooses among the places whose figures they see, or where they hold a role.
  const picture = useAsk(at.picture, {}, { enabled: holds(session, ["assessment.picture"]) });
  const places = new Map<string, string>();
  for (const it of session?.grants ?? [])
    if (it.organizationId !== null) places.set(it.organizationId, it.organizationName);
  for (const it of picture.data ? [picture.data.place, ...picture.data.children] : []) places.set(it.id, it.name);
  const [organizationId, setOrg] = useState<string | undefined>(undefined);
  const [hours, setHours] = useState(1);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState<string | null>(null);
  const short = reason.trim().length < LEAST_REASON;
  const deed = useDeed(breakGlass, {}, (it) => setUntil(it.expiresAt));
  const open = () => organizationId !== undefined && deed.run({ organizationId, hours, reason: reason.trim() });
  return (
    <FormModal
      open
      title="临时查看人员信息"
      done={until !== null}
      okText={until === null ? "打开权限" : "完成"}
      cancelButtonProps={{ style: until ? { display: "none" } : {} }}
      okButtonProps={{ loading: deed.busy, disabled: until === null && (short || organizationId === undefined) }}
      onOk={() => (until === null ? void open() : props.onClose())}
      onCancel={props.onClose}
    >
      {until === null ? (
        <>
          <p className="say say-info">
            只在查办问题、处理故障确有需要时使用。到时自动收回；打开的时间、理由和看过的内容都记入审计日志。
          </p>
          <ProblemBox problem={deed.problem} />
          <Field label="组织（含全部下级）" id="glass-org" fault={deed.problem?.faultOf("organizationId")}>
            {holds(session, ["organization.read"]) ? (
              <OrgPick id="glass-org" label="组织" value={organizationId} onChange={setOrg} />
            ) : (
              <select
                id="glass-org"
                className="native"
                value={organizationId ?? ""}
                onChange={(it) => setOrg(it.target.value || undefined)}
              >
                <option value="">选择组织</option>
                {[...places].map(([id, name]) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="打开多久" id="glass-hours">
            <Segmented
              id="glass-hours"
              aria-label="打开多久"
              value={hours}
              options={[1, 2, 3, 4].map((it) => ({ value: it, label: `${it} 小时` }))}
              onChange={setHours}
            />
          </Field>
          <Field
            label="原因"
            id="glass-reason"
            hint={`至少 ${LEAST_REASON} 个字：查什么事、凭什么文件。`}
            fault={deed.problem?.faultOf("reason")}
          >
            <Input.TextArea
              id="glass-reason"
              autoSize={{ minRows: 2 }}
              maxLength={500}
              value={reason}
              onChange={(it) => setReason(it.target.value)}
            />
          </Field>
        </>
      ) : (
        <p className="say say-good" role="status">
          权限已打开，{moment(until)} 自动收回。
        </p>
      )}
    </FormModal>
  );
}
