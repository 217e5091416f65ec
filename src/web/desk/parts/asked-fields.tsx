import { Checkbox, Input, Select } from "antd";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { type Asked, type Asks, choicesOf, type Given, isAsked, isEmpty } from "#platform/forms/asks.ts";
import { type FieldFault, faultsOf, sentOf } from "#platform/forms/faults.ts";
import { day as dayOf } from "#shared/day.ts";
import { fen, plainYuan, readMoney } from "#shared/money.ts";
import { fold } from "#shared/text.ts";
import type { Problem } from "#web/common/api.ts";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { useToday } from "#web/desk/session.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What draws a fact that has a field of the module's own; it says itself what is wrong with it. */
export type OwnField = (props: {
  readonly id: string;
  readonly asked: Asked;
  readonly value: unknown;
  readonly fault: string | undefined;
  readonly onChange: (value: unknown) => void;
}) => ReactNode;

export type OwnInput = (props: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}) => ReactNode;

/** What the fields of a form need besides the declaration, by the key of a fact. */
export interface FieldMeans {
  /** People to choose from, and values that only this page knows. */
  readonly options?: Readonly<Record<string, readonly Option[]>>;
  /** What is filled in otherwise than by the kind of its fact: a search over the whole zone. */
  readonly inputs?: Readonly<Record<string, OwnInput>>;
  /** What has a field of the module's own. */
  readonly own?: Readonly<Record<string, OwnField>>;
}

/** A form as it stands: what was given, what is wrong with it, and what of that is to be seen. */
export interface AskedForm {
  readonly asks: Asks;
  readonly given: Given;
  readonly set: (more: Given) => void;
  /** The sentence beneath a field, if one is to be seen there now. */
  readonly faultOf: (key: string) => string | undefined;
  /** Shows every fault and goes to the first; true when there is none. */
  readonly check: () => boolean;
  /** What is still missing or wrong, by its terms; empty before somebody tried to save. */
  readonly missing: readonly string[];
  /** How often it was tried in vain, and what the server said: each brings the first fault onto the screen. */
  readonly tries: number;
  readonly problem: Problem | null;
}

/**
 * Keeps what a form was given and says what is wrong with it: beneath a field as soon as something was typed there, beneath
 * all of them once somebody tried to save. `problem` is what the server said; its sentence goes when its field is changed.
 * `known` is what is on record: what was left as it is there is not judged, whoever wrote it and by whichever rules.
 */
export function useAsked(asks: Asks, start: Given, problem: Problem | null, known: Given = {}): AskedForm {
  const today = dayOf(useToday());
  // Today as the server says it may come after the form was opened: what nobody has touched follows it.
  const [begun] = useState(start);
  const [typed, setTyped] = useState<Given>({});
  const given: Given = { ...todays(asks, today), ...begun, ...typed };
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tries, setTries] = useState(0);
  const [answered, setAnswered] = useState<{ problem: Problem | null; mended: ReadonlySet<string> }>({
    problem,
    mended: new Set(),
  });
  if (answered.problem !== problem) setAnswered({ problem, mended: new Set() });
  // What is no question any more is not sent, and so is no fault.
  const faults = faultsOf(asks, sentOf(asks, given), today).filter((it) => {
    const key = keyOf(it);
    return isEmpty(known[key]) || known[key] !== given[key];
  });
  const shown = faults.filter((it) => tries > 0 || touched.has(keyOf(it)));
  return {
    asks,
    given,
    tries,
    problem,
    set: (more) => {
      const keys = Object.keys(more);
      setTyped((was) => ({ ...was, ...more }));
      setTouched((was) => new Set([...was, ...keys]));
      setAnswered((was) => ({ ...was, mended: new Set([...was.mended, ...keys]) }));
    },
    faultOf: (key) => {
      const own = shown.find((it) => it.pointer.slice(1).replaceAll("/", ".") === key)?.message;
      if (own !== undefined || answered.mended.has(key.split(".")[0] ?? key)) return own;
      return said(problem, key);
    },
    check: () => {
      if (faults.length > 0) setTries((was) => was + 1);
      return faults.length === 0;
    },
    missing: tries === 0 ? [] : [...new Set(faults.map((it) => termOf(asks, it)))],
  };
}

const keyOf = (fault: FieldFault): string => fault.pointer.split("/")[1] ?? "";
const termOf = (asks: Asks, fault: FieldFault): string => asks[keyOf(fault)]?.term ?? "";

/** Requests put what a form asks at their top or within one part of it (`/member/mobile`). */
function said(problem: Problem | null, key: string): string | undefined {
  const end = `/${key.replaceAll(".", "/")}`;
  return problem?.faults.find((it) => it.pointer === end || it.pointer.endsWith(end))?.message;
}

/** Days that must be given are usually today's. */
const todays = (asks: Asks, today: string): Given =>
  Object.fromEntries(
    Object.entries(asks).flatMap(([key, it]) => (it.kind === "pastDay" && it.needed ? [[key, today]] : [])),
  );

/** Brings the first sentence beneath a field onto the screen, and the cursor into that field. */
function useFirstFault(root: RefObject<HTMLDivElement | null>, tries: number, problem: Problem | null): void {
  useEffect(() => {
    if (tries === 0 && problem === null) return;
    const field = root.current?.querySelector(".fault")?.closest(".field");
    if (!field) return;
    field.scrollIntoView({ block: "center" });
    field.querySelector<HTMLElement>("input, textarea, button, [tabindex]")?.focus({ preventScroll: true });
  }, [root, tries, problem]);
}

/** The fields of all facts that are asked, one after the other; `prefix` sets the ids of two forms on one page apart. */
export function AskedFields(
  props: { form: AskedForm; prefix?: string; className?: string | undefined } & FieldMeans,
): ReactNode {
  const { form, prefix = "fact" } = props;
  const root = useRef<HTMLDivElement>(null);
  useFirstFault(root, form.tries, form.problem);
  const fields = Object.entries(form.asks).map(([key, asked]) =>
    isAsked(asked, form.given) ? (
      <AskedField
        key={key}
        id={`${prefix}-${key}`}
        asked={asked}
        value={form.given[key]}
        faultOf={(part) => form.faultOf(part === undefined ? key : `${key}.${part}`)}
        onChange={(value) => form.set({ [key]: value })}
        options={props.options?.[key]}
        input={props.inputs?.[key]}
        own={props.own?.[key]}
      />
    ) : null,
  );
  return (
    <div ref={root} className={props.className}>
      {fields}
    </div>
  );
}

interface FieldProps {
  readonly id: string;
  readonly asked: Asked;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly options?: readonly Option[] | undefined;
  readonly input?: OwnInput | undefined;
}

/** The field of one fact: its term above it, what is wrong with it beneath. */
export function AskedField(
  props: FieldProps & { faultOf: (part?: string) => string | undefined; own?: OwnField | undefined },
): ReactNode {
  const { id, asked, value, onChange } = props;
  const fault = props.faultOf();
  // Called, not drawn as a component: pages write it in place, and a new function at every keystroke would be a new field
  // that has lost focus and state.
  if (props.own !== undefined) return props.own({ id, asked, value, fault, onChange });
  if (asked.of !== undefined) {
    const parts = typeof value === "object" && value !== null ? (value as Given) : {};
    return Object.entries(asked.of).map(([key, part]) => (
      <AskedField
        key={key}
        id={`${id}-${key}`}
        asked={part}
        value={parts[key]}
        faultOf={() => props.faultOf(key)}
        onChange={(it) => onChange({ ...parts, [key]: it })}
      />
    ));
  }
  const flag = asked.kind === "flag";
  return (
    <Field
      label={flag ? "" : asked.needed ? asked.term : `${asked.term}（可不填）`}
      id={id}
      fault={fault}
      hint={asked.hint}
      needed={asked.needed && !flag}
      wide={flag || asked.kind === "long" || asked.kind === "people" || asked.kind === "choices"}
    >
      <AskedInput
        id={id}
        asked={asked}
        value={value}
        onChange={onChange}
        options={props.options}
        input={props.input}
        wrong={fault !== undefined}
      />
    </Field>
  );
}

function AskedInput(props: FieldProps & { wrong: boolean }): ReactNode {
  const { id, asked, value, onChange } = props;
  const today = useToday();
  const text = typeof value === "string" ? value : "";
  const marks = { id, "aria-required": asked.needed, "aria-invalid": props.wrong };
  if (props.input !== undefined) return <props.input id={id} value={text} onChange={onChange} />;
  if (props.options !== undefined || asked.kind === "code" || asked.kind === "choice") return <Choosing {...props} />;
  switch (asked.kind) {
    case "long":
      return (
        <Input.TextArea
          {...marks}
          autoSize={{ minRows: 2 }}
          value={text}
          onChange={(it) => onChange(it.target.value)}
        />
      );
    case "pastDay":
      return <DayField id={id} value={text} max={today} onChange={onChange} unread />;
    case "futureDay":
      return <DayField id={id} value={text} min={today} onChange={onChange} unread />;
    case "day":
      return <DayField id={id} value={text} onChange={onChange} unread />;
    case "count":
      return <NumberInput {...props} read={readWhole} shown={String} />;
    case "yuan":
      return <NumberInput {...props} read={readYuan} shown={shownYuan} />;
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
    case "flag":
      return (
        <Checkbox id={id} checked={value === true} onChange={(it) => onChange(it.target.checked)}>
          {asked.term}
        </Checkbox>
      );
    case "choices":
      return (
        <Checkbox.Group
          options={choicesOf(asked).map(([one, term]) => ({ value: one, label: term }))}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
        />
      );
    case "place":
      return <OrgPick id={id} label={asked.term} value={text === "" ? undefined : text} onChange={onChange} />;
    default:
      return <Input {...marks} autoComplete="off" value={text} onChange={(it) => onChange(it.target.value)} />;
  }
}

/** One or several of what is offered, found by typing a part of its name. */
function Choosing({ id, asked, value, onChange, options }: FieldProps): ReactNode {
  const offered = options ?? choicesOf(asked).map(([one, term]) => ({ value: one, label: term }));
  if (asked.kind === "people")
    return (
      <Select
        id={id}
        mode="multiple"
        showSearch={{ optionFilterProp: "label" }}
        value={Array.isArray(value) ? (value as string[]) : []}
        options={[...offered]}
        onChange={(it: string[]) => onChange(it)}
      />
    );
  return (
    <Select
      id={id}
      allowClear={!asked.needed}
      showSearch={offered.length > 8 ? { optionFilterProp: "label" } : false}
      value={typeof value === "string" && value !== "" ? value : null}
      placeholder="请选择"
      options={[...offered]}
      onChange={(it: string | null) => onChange(it ?? undefined)}
    />
  );
}

/** A number as it is typed; what is none stays as it was typed, so that it can be said and is not lost. */
function NumberInput(
  props: FieldProps & { wrong: boolean; read: (text: string) => number | null; shown: (value: number) => string },
): ReactNode {
  const { id, asked, value, onChange, read } = props;
  const [typed, setTyped] = useState("");
  const text =
    typeof value === "number"
      ? read(typed) === value
        ? typed
        : props.shown(value)
      : typeof value === "string"
        ? value
        : "";
  return (
    <Input
      id={id}
      style={{ width: 160 }}
      inputMode="decimal"
      autoComplete="off"
      aria-required={asked.needed}
      aria-invalid={props.wrong}
      {...(asked.kind === "yuan" ? { prefix: "¥" } : { suffix: asked.unit ?? null })}
      value={text}
      onChange={(it) => {
        setTyped(it.target.value);
        onChange(it.target.value.trim() === "" ? undefined : (read(it.target.value) ?? it.target.value));
      }}
    />
  );
}

/** Yuan on the screen, fen in what is given. */
function readYuan(text: string): number | null {
  const read = readMoney(text);
  return read.ok ? read.value : null;
}
const shownYuan = (value: number): string => plainYuan(fen(value)).replace(/\.00$/u, "");
const readWhole = (text: string): number | null => (/^-?\d{1,15}$/u.test(fold(text)) ? Number(fold(text)) : null);

/** Months from January of last year to December of next year. */
function monthsAround(today: string): string[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1].flatMap((it) =>
    Array.from({ length: 12 }, (_, at) => `${it}-${String(at + 1).padStart(2, "0")}`),
  );
}
