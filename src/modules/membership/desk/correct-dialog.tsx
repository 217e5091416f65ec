import { Input, Modal, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { MembershipView, PersonView } from "#modules/membership/desk/shapes.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { api } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

interface Item {
  readonly key: string;
  readonly term: string;
  readonly kind: "text" | "day" | CodeSetName;
  readonly now: string | null | undefined;
}

/** Corrects what the roster says wrongly; only what was changed is sent. Masked values are replaced, never shown. */
export function CorrectDialog(props: { person: PersonView; membership: MembershipView; onClose: () => void }): ReactNode {
  const { person, membership } = props;
  const items: readonly Item[] = [
    { key: "name", term: "姓名", kind: "text", now: person.name },
    { key: "gender", term: "性别", kind: "sex", now: person.gender },
    { key: "ethnicity", term: "民族", kind: "ethnic_group", now: person.ethnicity },
    { key: "birthOn", term: "出生日期", kind: "day", now: person.birthOn },
    { key: "education", term: "学历", kind: "education", now: membership.education },
    { key: "joinedOn", term: "加入党组织日期", kind: "day", now: membership.joinedOn },
    { key: "fullOn", term: "转为正式党员日期", kind: "day", now: membership.fullOn },
    { key: "job", term: "工作岗位", kind: "work_post", now: membership.job },
    { key: "workUnit", term: "工作单位及职务", kind: "text", now: membership.workUnit },
    { key: "groupName", term: "党小组", kind: "text", now: membership.groupName },
    { key: "flowDestination", term: "外出流向", kind: "text", now: membership.flowDestination },
    { key: "lostSince", term: "失去联系日期", kind: "day", now: membership.lostSince },
    { key: "mobile", term: `新的手机号码（现在 ${person.mobile ?? "没有"}）`, kind: "text", now: "" },
    { key: "address", term: `新的家庭住址（现在 ${person.address ?? "没有"}）`, kind: "text", now: "" },
  ];
  const [values, setValues] = useState<Record<string, string>>({});
  const changed = items.filter((it) => values[it.key] !== undefined && values[it.key] !== (it.now ?? ""));
  const deed = useDeed(
    () => api.patch(`/api/members/${person.id}`, Object.fromEntries(changed.map((it) => [it.key, values[it.key] === "" ? null : values[it.key]]))),
    props.onClose,
  );
  const set = (key: string, value: string): void => setValues((was) => ({ ...was, [key]: value }));
  return (
    <Modal open width={680} title={`更正${person.name}的记录`} okText={changed.length === 0 ? "保存" : `保存 ${changed.length} 项`} okButtonProps={{ loading: deed.busy, disabled: changed.length === 0 }} onOk={() => void deed.run(undefined)} onCancel={props.onClose}>
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        {items.map((it) => {
          const value = values[it.key] ?? it.now ?? "";
          const id = `correct-${it.key}`;
          return (
            <Field key={it.key} label={it.term} id={id} fault={deed.problem?.faultOf(it.key)}>
              {it.kind === "text" ? (
                <Input id={id} maxLength={200} autoComplete="off" value={value} onChange={(one) => set(it.key, one.target.value)} />
              ) : it.kind === "day" ? (
                <DayField id={id} value={value} onChange={(one) => set(it.key, one)} />
              ) : (
                <Select
                  id={id}
                  showSearch={{ optionFilterProp: "label" }}
                  allowClear
                  value={value === "" ? null : value}
                  options={codeSet(it.kind).entries.map((one) => ({ value: one.value as string, label: one.term }))}
                  onChange={(one: string | null) => set(it.key, one ?? "")}
                />
              )}
            </Field>
          );
        })}
      </div>
    </Modal>
  );
}
