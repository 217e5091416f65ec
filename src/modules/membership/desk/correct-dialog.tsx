import { Input, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberFieldKey, MemberView } from "#modules/membership/contract.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { api } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

interface Item {
  readonly key: MemberFieldKey;
  readonly term: string;
  readonly kind: "text" | "day" | CodeSetName;
  readonly now: string | null | undefined;
}

/** Forms send what a roster would say: the term of a code, the day as text; null takes a value away. */
function toText(item: Item, value: string): string | null {
  if (value === "") return null;
  if (item.kind === "text" || item.kind === "day") return value;
  const set = codeSet(item.kind);
  return set.has(value) ? set.term(value) : value;
}

/** Corrects what the roster says wrongly; only what was changed is sent. Masked values are replaced, never shown. */
export function CorrectDialog(props: {
  member: MemberView;
  membership: MemberView["memberships"][number];
  onClose: () => void;
}): ReactNode {
  const { membership } = props;
  const { person } = props.member;
  const today = useToday();
  const [manner, setManner] = useState<"correction" | "change">("correction");
  const [on, setOn] = useState(today);
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
    { key: "mobile", term: `新的手机号码（现在 ${person.mobileMask ?? "没有"}）`, kind: "text", now: "" },
    { key: "address", term: `新的家庭住址（现在${person.hasAddress ? "已登记" : "没有"}）`, kind: "text", now: "" },
  ];
  const [values, setValues] = useState<Record<string, string>>({});
  const changed = items.filter((it) => values[it.key] !== undefined && values[it.key] !== (it.now ?? ""));
  const deed = useDeed(
    () =>
      api.patch(`/api/members/${person.id}`, {
        manner,
        ...(manner === "change" ? { on } : {}),
        version: person.version,
        fields: Object.fromEntries(changed.map((it) => [it.key, toText(it, values[it.key] ?? "")])),
      }),
    props.onClose,
  );
  const set = (key: string, value: string): void => setValues((was) => ({ ...was, [key]: value }));
  return (
    <FormModal
      open
      width={680}
      title={`更正${person.name}的记录`}
      okText={changed.length === 0 ? "保存" : `保存 ${changed.length} 项`}
      okButtonProps={{ loading: deed.busy, disabled: changed.length === 0 }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Radio.Group
        aria-label="更正还是变化"
        value={manner}
        onChange={(it) => setManner(it.target.value === "change" ? "change" : "correction")}
        options={[
          { value: "correction", label: "原来记错了，改正" },
          { value: "change", label: "原来没错，情况变了" },
        ]}
      />
      {manner === "change" ? (
        <Field label="变化日期" id="correct-on" hint="变化以前的情况留作历史。" fault={deed.problem?.faultOf("on")}>
          <DayField id="correct-on" value={on} max={today} onChange={setOn} />
        </Field>
      ) : null}
      <div className="form-grid">
        {items.map((it) => {
          const value = values[it.key] ?? it.now ?? "";
          const id = `correct-${it.key}`;
          return (
            <Field key={it.key} label={it.term} id={id} fault={deed.problem?.faultOf(`fields.${it.key}`)}>
              {it.kind === "text" ? (
                <Input
                  id={id}
                  maxLength={200}
                  autoComplete="off"
                  value={value}
                  onChange={(one) => set(it.key, one.target.value)}
                />
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
    </FormModal>
  );
}
