import { Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/organization/address.ts";
import type { OrganizationView } from "#modules/organization/contract.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

const COUNTS = [
  ["households", "户数"],
  ["registeredPopulation", "户籍人口"],
  ["residentPopulation", "常住人口"],
  ["employees", "在岗职工"],
] as const;

/** Facts of the unit behind an organisation: a correction of what stands, or new facts from a day on. */
export function UnitDialog(props: {
  organizationId: string;
  unit: OrganizationView["units"][number] | null;
  onClose: () => void;
}): ReactNode {
  const { unit } = props;
  const [name, setName] = useState(unit?.name ?? "");
  const [creditCode, setCode] = useState(unit?.creditCode ?? "");
  const [nature, setNature] = useState(unit?.nature ?? "");
  const [areaKind, setArea] = useState(unit?.areaKind ?? "");
  const [counts, setCounts] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      COUNTS.map(([key]) => [key, unit?.[key] === null || unit?.[key] === undefined ? "" : String(unit[key])]),
    ),
  );
  const [income, setIncome] = useState(unit?.collectiveIncomeFen ? String(unit.collectiveIncomeFen / 100) : "");
  const [since, setSince] = useState("");
  const deed = useDeed(
    () =>
      sendTo(
        at.unit,
        { id: props.organizationId },
        {
          ...(unit ? { unitId: unit.id } : {}),
          ...(since === "" ? {} : { since }),
          name: name.trim(),
          creditCode: creditCode.trim() === "" ? null : creditCode.trim(),
          nature: nature === "" ? null : nature,
          areaKind: areaKind === "" ? null : areaKind,
          ...Object.fromEntries(
            COUNTS.map(([key]) => [key, counts[key] === "" || counts[key] === undefined ? null : Number(counts[key])]),
          ),
          collectiveIncomeFen: income === "" ? null : Math.round(Number(income) * 100),
        },
      ),
    props.onClose,
  );
  const choice = (set: CodeSetName): { value: string; label: string }[] =>
    codeSet(set).entries.map((it) => ({ value: it.value, label: it.term }));
  return (
    <FormModal
      open
      title={unit ? "更新单位信息" : "登记单位"}
      width={640}
      okText="保存"
      okButtonProps={{ loading: deed.busy, disabled: name.trim() === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field label="单位名称" id="unit-name" wide fault={deed.problem?.faultOf("name")}>
          <Input id="unit-name" maxLength={100} value={name} onChange={(it) => setName(it.target.value)} />
        </Field>
        <Field label="统一社会信用代码" id="unit-code" fault={deed.problem?.faultOf("creditCode")}>
          <Input
            id="unit-code"
            maxLength={18}
            value={creditCode}
            onChange={(it) => setCode(it.target.value.toUpperCase())}
          />
        </Field>
        <Field label="单位性质" id="unit-nature">
          <Select
            id="unit-nature"
            allowClear
            value={nature === "" ? null : nature}
            options={choice("unit_nature")}
            onChange={(it: string | null) => setNature(it ?? "")}
          />
        </Field>
        <Field label="城乡属性" id="unit-area">
          <Select
            id="unit-area"
            allowClear
            value={areaKind === "" ? null : areaKind}
            options={choice("area_kind")}
            onChange={(it: string | null) => setArea(it ?? "")}
          />
        </Field>
        {COUNTS.map(([key, term]) => (
          <Field key={key} label={term} id={`unit-${key}`} fault={deed.problem?.faultOf(key)}>
            <Input
              id={`unit-${key}`}
              inputMode="numeric"
              value={counts[key] ?? ""}
              onChange={(it) => setCounts((was) => ({ ...was, [key]: it.target.value.replace(/\D/g, "") }))}
            />
          </Field>
        ))}
        <Field label="集体经济年收入（元）" id="unit-income" fault={deed.problem?.faultOf("collectiveIncomeFen")}>
          <Input
            id="unit-income"
            inputMode="decimal"
            value={income}
            onChange={(it) => setIncome(it.target.value.replace(/[^\d.]/g, ""))}
          />
        </Field>
        <Field label="情况始于" id="unit-since" hint="不填就是更正原来的记录；填了日期，旧情况会留作历史。">
          <DayField id="unit-since" value={since} onChange={setSince} />
        </Field>
      </div>
    </FormModal>
  );
}
