import { Button, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { FieldView, RegisterView } from "#platform/registers/contract.ts";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField } from "#web/desk/parts/page.tsx";
import { type Patch, type SearchText } from "#web/desk/place.ts";

/** The filters a register declares; nothing is asked until 查询 is pressed, 重置 takes all away. */
export function FilterForm(props: {
  register: RegisterView;
  search: SearchText;
  onApply: (patch: Patch) => void;
}): ReactNode {
  const fields = props.register.fields.filter((it) => it.filter && !it.sensitive);
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map((it) => [it.key, props.search[`f.${it.key}`] ?? ""])),
  );
  const set = (key: string, value: string): void => setValues((was) => ({ ...was, [key]: value }));
  const apply = (given: Record<string, string>): void =>
    props.onApply(Object.fromEntries(fields.map((it) => [`f.${it.key}`, given[it.key] ?? ""])));
  return (
    <form
      className="filters"
      aria-label="筛选"
      onSubmit={(it) => {
        it.preventDefault();
        apply(values);
      }}
    >
      {fields.map((field) => (
        <div key={field.key} className="filter">
          <span className="filter-term" id={`filter-${field.key}`}>
            {field.term}
          </span>
          <One field={field} value={values[field.key] ?? ""} onChange={(value) => set(field.key, value)} />
        </div>
      ))}
      <div className="filter-buttons">
        <Button type="primary" htmlType="submit">
          查询
        </Button>
        <Button
          onClick={() => {
            setValues({});
            apply({});
          }}
        >
          重置
        </Button>
      </div>
    </form>
  );
}

function One(props: { field: FieldView; value: string; onChange: (value: string) => void }): ReactNode {
  const { field, value, onChange } = props;
  switch (field.filter) {
    case "code":
      return (
        <Select
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          aria-label={field.term}
          placeholder="不限"
          optionFilterProp="label"
          value={value === "" ? [] : value.split(",")}
          options={(field.codes ?? []).map((it) => ({ value: it.code, label: it.term }))}
          onChange={(codes: string[]) => onChange(codes.join(","))}
        />
      );
    case "bool":
      return (
        <Select
          allowClear
          aria-label={field.term}
          placeholder="不限"
          value={value === "" ? null : value}
          options={[
            { value: "true", label: "是" },
            { value: "false", label: "否" },
          ]}
          onChange={(one: string | null) => onChange(one ?? "")}
        />
      );
    case "organization":
      return (
        <OrgPick label={field.term} value={value === "" ? undefined : value} onChange={(id) => onChange(id ?? "")} />
      );
    case "range": {
      const [from = "", to = ""] = value.split("..");
      const join = (a: string, b: string): void => onChange(a === "" && b === "" ? "" : `${a}..${b}`);
      if (field.type === "day" || field.type === "month" || field.type === "instant") {
        return (
          <span className="range">
            <DayField label={`${field.term}从`} value={from} onChange={(one) => join(one, to)} />
            <span>至</span>
            <DayField label={`${field.term}到`} value={to} onChange={(one) => join(from, one)} />
          </span>
        );
      }
      return (
        <span className="range">
          <Input
            inputMode="numeric"
            aria-label={`${field.term}从`}
            value={from}
            onChange={(it) => join(it.target.value, to)}
          />
          <span>至</span>
          <Input
            inputMode="numeric"
            aria-label={`${field.term}到`}
            value={to}
            onChange={(it) => join(from, it.target.value)}
          />
        </span>
      );
    }
    default:
      return (
        <Input
          allowClear
          aria-label={field.term}
          value={value}
          placeholder="包含"
          onChange={(it) => onChange(it.target.value)}
        />
      );
  }
}

/** The filters in force as words, each taken away with one press. */
export function FilterWords(props: {
  register: RegisterView;
  search: SearchText;
  nameOf: (id: string) => string;
  onDrop: (key: string) => void;
}): ReactNode {
  const entries = Object.entries(props.search).filter(([key, value]) => key.startsWith("f.") && value !== "");
  if (entries.length === 0) return null;
  return (
    <ul className="filter-words" aria-label="已用的筛选">
      {entries.map(([key, value]) => {
        const field = props.register.fields.find((it) => it.key === key.slice(2));
        const words =
          field?.codes !== undefined && field.codes.length > 0
            ? value
                .split(",")
                .map((code) => field.codes?.find((it) => it.code === code)?.term ?? code)
                .join("、")
            : field?.filter === "bool"
              ? value === "true"
                ? "是"
                : "否"
              : field?.filter === "organization"
                ? props.nameOf(value)
                : value.includes("..")
                  ? value.replace(/^\.\./, "至 ").replace(/\.\.$/, " 起").replace("..", " 至 ")
                  : value;
        return (
          <li key={key}>
            {field?.term ?? "筛选"}：{words}
            <button type="button" aria-label={`去掉筛选：${field?.term ?? "筛选"}`} onClick={() => props.onDrop(key)}>
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}
