import { Button, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Admission, MemberFieldKey } from "#modules/membership/contract.ts";
import { entryStatedBy } from "#modules/membership/rules.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { api } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession, useToday } from "#web/desk/session.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

const FIELDS: readonly {
  readonly key: MemberFieldKey;
  readonly term: string;
  readonly kind: "text" | "day" | CodeSetName;
}[] = [
  { key: "name", term: "姓名", kind: "text" },
  { key: "idNumber", term: "公民身份号码", kind: "text" },
  { key: "ethnicity", term: "民族", kind: "ethnic_group" },
  { key: "education", term: "学历", kind: "education" },
  { key: "category", term: "人员类别", kind: "membership_category" },
  { key: "joinedOn", term: "加入党组织日期", kind: "day" },
  { key: "fullOn", term: "转为正式党员日期", kind: "day" },
  { key: "mobile", term: "手机号码", kind: "text" },
  { key: "address", term: "家庭住址", kind: "text" },
  { key: "workUnit", term: "工作单位及职务", kind: "text" },
];

/** The button above the roster that enters one member; shown to those who may, somewhere. */
export function AdmitButton(): ReactNode {
  const { session } = useSession();
  const [open, setOpen] = useState(false);
  if (!holds(session, ["membership.admit"])) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        新增党员
      </Button>
      {open ? <AdmitDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AdmitDialog(props: { onClose: () => void }): ReactNode {
  const search = useSearchText();
  const today = useToday();
  const go = useGo();
  const [chosen, setOrganization] = useState<string | undefined>(search["org"]);
  const places = [...(useTree().data?.index.byId.values() ?? [])].filter((it) => it.closedOn === null);
  // Whoever has one place has nothing to choose.
  const organizationId = chosen ?? (places.length === 1 ? places[0]?.id : undefined);
  const [code, setCode] = useState("");
  const [on, setOn] = useState(today);
  const [outsideName, setOutside] = useState("");
  const [values, setValues] = useState<Partial<Record<MemberFieldKey, string>>>({});
  const set = (key: MemberFieldKey, value: string): void => setValues((was) => ({ ...was, [key]: value }));
  const deed = useDeed(
    () => {
      const member = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
      const body: Admission = {
        organizationId: organizationId ?? "",
        member: { ...member, name: values.name ?? "" },
        code,
        on,
        ...(outsideName.trim() === "" ? {} : { outsideName: outsideName.trim() }),
      };
      return api.post<{ personId: string; warnings: readonly string[] }>("/api/members", body);
    },
    (made) => {
      props.onClose();
      go(`/members/${made.personId}`);
    },
  );
  return (
    <FormModal
      open
      width={680}
      title="增加党员"
      okText="登记"
      okButtonProps={{
        loading: deed.busy,
        disabled: organizationId === undefined || code === "" || (values.name ?? "").trim() === "",
      }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">
        性别和出生日期由身份证号得出，不用再填。一次要登记很多人，用“导入”更快。新发展的党员在“发展党员”中办理，批准后自动列入。
      </p>
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field label="党支部" id="admit-org" fault={deed.problem?.faultOf("organizationId")}>
          <OrgPick id="admit-org" label="党支部" value={organizationId} onChange={setOrganization} />
        </Field>
        <Field label="增加原因" id="admit-code" fault={deed.problem?.faultOf("code")}>
          <Select
            id="admit-code"
            value={code === "" ? null : code}
            placeholder="选择原因"
            options={codeSet("entry_reason")
              .entries.filter((it) => entryStatedBy(it.value).value === "form")
              .map((it) => ({ value: it.value as string, label: it.term }))}
            onChange={(it: string) => setCode(it)}
          />
        </Field>
        <Field label="列入日期" id="admit-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="admit-on" value={on} max={today} onChange={setOn} />
        </Field>
        <Field label="从哪里转来（可不填）" id="admit-from" fault={deed.problem?.faultOf("outsideName")}>
          <Input id="admit-from" maxLength={100} value={outsideName} onChange={(it) => setOutside(it.target.value)} />
        </Field>
        {FIELDS.map((it) => {
          const id = `admit-${it.key}`;
          const value = values[it.key] ?? "";
          return (
            <Field key={it.key} label={it.term} id={id} fault={deed.problem?.faultOf(`member.${it.key}`)}>
              {it.kind === "text" ? (
                <Input
                  id={id}
                  maxLength={200}
                  autoComplete="off"
                  value={value}
                  onChange={(one) => set(it.key, one.target.value)}
                />
              ) : it.kind === "day" ? (
                <DayField id={id} value={value} max={today} onChange={(one) => set(it.key, one)} />
              ) : (
                <Select
                  id={id}
                  allowClear
                  showSearch={{ optionFilterProp: "label" }}
                  value={value === "" ? null : value}
                  // Sent as a roster would say it: by its term.
                  options={codeSet(it.kind).entries.map((one) => ({ value: one.term, label: one.term }))}
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
