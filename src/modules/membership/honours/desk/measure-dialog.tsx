import { Input, InputNumber, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import { measures } from "#modules/membership/honours/address.ts";
import type { MeasureBody } from "#modules/membership/honours/contract.ts";
import { endsPosts, isLeaving, isSuspending } from "#modules/membership/honours/rules.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

const FAMILIES = ["discipline", "organizational_disposition", "rights_suspension"] as const satisfies CodeSetName[];
type Kind = MeasureBody["kind"];

/** Enters a measure; says beforehand what follows from it. */
export function MeasureDialog(props: { personId: string; name: string; onClose: () => void }): ReactNode {
  const today = useToday();
  const [kind, setKind] = useState<Kind | null>(null);
  const [validFrom, setFrom] = useState(today);
  const [months, setMonths] = useState<number | null>(null);
  const [decidedBy, setDecidedBy] = useState("");
  const [documentNumber, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const deed = useDeed(
    (of: Kind) =>
      sendTo(
        measures,
        {},
        {
          personId: props.personId,
          kind: of,
          validFrom,
          ...(months === null ? {} : { months }),
          decidedBy,
          ...(documentNumber === "" ? {} : { documentNumber }),
          reason,
        },
      ),
    props.onClose,
  );
  const fault = (field: string): string | undefined => deed.problem?.faultOf(field);
  return (
    <FormModal
      open
      title={`登记处分或处置：${props.name}`}
      okText="登记"
      okButtonProps={{ loading: deed.busy, disabled: kind === null || decidedBy.trim() === "" || reason.trim() === "" }}
      onOk={() => void (kind !== null && deed.run(kind))}
      onCancel={props.onClose}
    >
      <p className="quiet">内容加密保存，只有专门授权的人写明理由才能看；本人在手机上看得到。</p>
      <ProblemBox problem={deed.problem} />
      <Field label="种类" id="measure-kind" fault={fault("kind")}>
        <Select
          id="measure-kind"
          value={kind}
          placeholder="请选择"
          options={FAMILIES.map((family) => ({
            label: codeSet(family).title,
            options: codeSet(family).entries.map((it) => ({ value: it.value as Kind, label: it.term })),
          }))}
          onChange={(it: Kind) => {
            setKind(it);
            setMonths(it === "probation_within_party" ? 12 : null);
          }}
        />
      </Field>
      {kind !== null && isLeaving(kind) ? (
        <p className="say say-bad" role="status">
          登记的同时办理减少：从这一天起不再列入花名册，党内职务一并结束。
        </p>
      ) : null}
      {kind !== null && endsPosts(kind).value ? (
        <p className="say say-info" role="status">
          担任的党内职务从生效日期起一并结束，撤回登记也不会自动恢复；村（居）民委员会的职务不受影响。
        </p>
      ) : null}
      {kind !== null && isSuspending(kind) ? (
        <p className="say say-info" role="status">
          从这一天起不计入有表决权的人数。支部只看到“暂停行使表决权”，看不到原因。
        </p>
      ) : null}
      <Field
        label={kind !== null && isSuspending(kind) ? "起始日期" : "生效日期"}
        id="measure-from"
        fault={fault("validFrom")}
      >
        <DayField id="measure-from" value={validFrom} max={today} onChange={setFrom} />
      </Field>
      {kind === "probation_within_party" ? (
        <Field label="期限" id="measure-months" fault={fault("months")}>
          <Radio.Group
            id="measure-months"
            value={months}
            options={[
              { value: 12, label: "一年" },
              { value: 24, label: "两年" },
            ]}
            onChange={(it) => setMonths(Number(it.target.value))}
          />
        </Field>
      ) : null}
      {kind === "rectify" ? (
        <Field label="期限（月）" id="measure-months" fault={fault("months")} hint="不超过12个月。">
          <InputNumber id="measure-months" min={1} max={12} precision={0} value={months} onChange={setMonths} />
        </Field>
      ) : null}
      <Field label="决定或批准的机关" id="measure-by" fault={fault("decidedBy")}>
        <Input id="measure-by" maxLength={80} value={decidedBy} onChange={(it) => setDecidedBy(it.target.value)} />
      </Field>
      <Field label="文号（可不填）" id="measure-document">
        <Input
          id="measure-document"
          maxLength={60}
          value={documentNumber}
          onChange={(it) => setDocument(it.target.value)}
        />
      </Field>
      <Field label="事实和理由" id="measure-reason" fault={fault("reason")}>
        <Input.TextArea
          id="measure-reason"
          autoSize={{ minRows: 3 }}
          maxLength={2000}
          value={reason}
          onChange={(it) => setReason(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
