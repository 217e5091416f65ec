import { Checkbox, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { useToday } from "#web/desk/session.ts";

type Value = string | number | boolean | undefined;
export type Values = Readonly<Record<string, Value>>;

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface OwnProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** One fact that a form asks for; `key` is the name of the field in the request. */
export interface Asked {
  readonly key: string;
  readonly term: string;
  /** What a person fills in: one of these, a code of a set, or a component of the asking module's own. */
  readonly kind:
    | "text"
    | "long"
    | "day"
    | "future"
    | "number"
    | "yuan"
    | "month"
    | "bool"
    | CodeSetName
    | ((props: OwnProps) => ReactNode);
  readonly optional?: true;
  readonly hint?: string;
  /** Of a text: the only values it can have. */
  readonly choices?: readonly Choice[];
}

interface FieldProps {
  asked: Asked;
  value: Value;
  onChange: (value: Value) => void;
}

/** The field of one fact, with its term above it and what was wrong with it beneath. */
export function FactField(props: FieldProps & { fault?: string | undefined }): ReactNode {
  const { asked, value, onChange } = props;
  if (asked.kind === "bool")
    return (
      <p>
        <Checkbox checked={value === true} onChange={(it) => onChange(it.target.checked)}>
          {asked.term}
        </Checkbox>
      </p>
    );
  return (
    <Field
      label={asked.optional === true ? `${asked.term}（可不填）` : asked.term}
      id={idOf(asked)}
      fault={props.fault}
      hint={asked.hint}
    >
      <FactInput asked={asked} value={value} onChange={onChange} />
    </Field>
  );
}

const idOf = (asked: Asked): string => `fact-${asked.key}`;

function FactInput({ asked, value, onChange }: FieldProps): ReactNode {
  const today = useToday();
  const id = idOf(asked);
  const text = value === undefined ? "" : String(value);
  const number = typeof value === "number" ? value : null;
  const choose = (choices: readonly Choice[]): ReactNode => (
    <Select
      id={id}
      allowClear={asked.optional === true}
      value={text === "" ? null : text}
      placeholder="请选择"
      options={choices.map(({ value: code, label }) => ({ value: code, label }))}
      onChange={(it: string | undefined) => onChange(it)}
    />
  );
  if (asked.choices !== undefined) return choose(asked.choices);
  if (typeof asked.kind === "function") return <asked.kind id={id} value={text} onChange={onChange} />;
  switch (asked.kind) {
    case "text":
      return <Input id={id} maxLength={100} value={text} onChange={(it) => onChange(it.target.value)} />;
    case "long":
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2 }}
          maxLength={800}
          value={text}
          onChange={(it) => onChange(it.target.value)}
        />
      );
    case "day":
      return <DayField id={id} value={text} max={today} onChange={onChange} />;
    case "future":
      return <DayField id={id} value={text} onChange={onChange} />;
    case "number":
      return <InputNumber id={id} min={1} max={400} value={number} onChange={(it) => onChange(it ?? undefined)} />;
    case "yuan":
      return (
        <InputNumber
          id={id}
          min={0}
          precision={2}
          prefix="¥"
          style={{ width: "100%" }}
          value={number}
          onChange={(it) => onChange(it ?? undefined)}
        />
      );
    case "month":
      return (
        <Select
          id={id}
          showSearch
          value={text === "" ? null : text}
          placeholder="请选择"
          options={monthsAround(today).map((it) => ({ value: it, label: it }))}
          onChange={(it: string) => onChange(it)}
        />
      );
    case "bool":
      return null;
    default:
      return choose(codeSet(asked.kind).entries.map((it) => ({ value: it.value, label: it.term })));
  }
}

/** Months from January of last year to December of next year. */
function monthsAround(today: string): string[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1].flatMap((it) =>
    Array.from({ length: 12 }, (_, at) => `${it}-${String(at + 1).padStart(2, "0")}`),
  );
}
