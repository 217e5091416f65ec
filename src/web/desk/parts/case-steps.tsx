import { Button, Input, Radio } from "antd";
import type { ComponentProps, ReactNode } from "react";
import { type Asks, type Given, isAsked } from "#platform/forms/asks.ts";
import { useDeed } from "#web/desk/ask.ts";
import { AskedField, type FieldMeans } from "#web/desk/parts/asked-fields.tsx";
import { DraftBack, useDraft } from "#web/desk/parts/draft.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field, Mark } from "#web/desk/parts/page.tsx";
import { ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";
import "./case-steps.css";

type ProvisionSaid = ComponentProps<typeof ProvisionLine>["provision"];

/** What every step of a case may be recorded with, and what this one asks. */
interface StepDraft<Given> {
  readonly on: string;
  readonly refused: boolean;
  readonly documentNumber: string;
  /** An opinion, a reason, a note: the step says which. */
  readonly words: string;
  readonly given: Given;
}

/** The form of a step while it is filled in. */
export interface StepForm<Given> {
  readonly given: Given;
  readonly set: (more: Partial<Given>) => void;
  /** The day on which it was done. */
  readonly on: string;
  readonly faultOf: (key: string) => string | undefined;
}

/** Of a text that may be left empty: itself, or nothing. */
const filled = <K extends string>(key: K, text: string): { [key in K]?: string } =>
  text.trim() === "" ? {} : ({ [key]: text.trim() } as { [key in K]: string });

/**
 * The dialog that records one step of a case: its day, its document, its result, and between them what the step asks
 * (`children`). A refusal is sent with its reasons alone. `draft` is the name under which it is kept.
 */
export function StepDialog<Given extends object>(props: {
  draft: string;
  begin: (today: string) => Given;
  title: string;
  width: number;
  says: ReactNode;
  numbered: boolean;
  refusable: boolean;
  /** Opinion, reason or note: by which name the request carries it, what stands above it, and lines. */
  words: (refused: boolean) => { readonly label: string; readonly field: "opinion" | "note"; readonly rows: number };
  /** What is sent of every step; the slice knows its own body. */
  send: (body: object) => Promise<{ readonly warnings: readonly string[] }>;
  step: string | number;
  /** What is sent of the facts. */
  particulars: (given: Given) => object;
  onClose: (warnings: readonly string[]) => void;
  children: (form: StepForm<Given>) => ReactNode;
}): ReactNode {
  const today = useToday();
  const draft = useDraft<StepDraft<Given>>(props.draft, () => ({
    on: today,
    refused: false,
    documentNumber: "",
    words: "",
    given: props.begin(today),
  }));
  const { on, refused, documentNumber, given } = draft.value;
  const words = props.words(refused);
  const particulars = refused ? {} : props.particulars(given);
  const deed = useDeed(
    () =>
      props.send({
        step: props.step,
        on,
        ...(refused ? { refused } : {}),
        ...filled("documentNumber", documentNumber),
        ...filled(words.field, draft.value.words),
        ...(Object.keys(particulars).length === 0 ? {} : { particulars }),
      }),
    (made) => {
      draft.drop();
      props.onClose(made.warnings);
    },
  );
  const say = (more: Partial<StepDraft<Given>>): void => draft.set(() => more);
  return (
    <FormModal
      open
      width={props.width}
      title={props.title}
      okText="登记"
      okButtonProps={{ loading: deed.busy }}
      onOk={() => void deed.run(undefined)}
      dirty={draft.dirty}
      onGivenUp={draft.drop}
      onCancel={() => props.onClose([])}
    >
      <p className="quiet">{props.says}</p>
      <DraftBack draft={draft} />
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field label="办理日期" id="step-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="step-on" value={on} max={today} onChange={(it) => say({ on: it })} />
        </Field>
        {props.numbered ? (
          <Field label="文号（可不填）" id="step-document">
            <Input
              id="step-document"
              maxLength={60}
              value={documentNumber}
              onChange={(it) => say({ documentNumber: it.target.value })}
            />
          </Field>
        ) : null}
        {props.refusable ? (
          <Outcome id="step-result" refused={refused} onChange={(it) => say({ refused: it })} />
        ) : null}
        {refused
          ? null
          : props.children({
              given,
              on,
              set: (more) => draft.set((was) => ({ given: { ...was.given, ...more } })),
              faultOf: (key) => deed.problem?.faultOf(`particulars.${key}`),
            })}
        <Field label={words.label} id="step-words" fault={deed.problem?.faultOf(words.field)} wide>
          <Input.TextArea
            id="step-words"
            autoSize={{ minRows: words.rows }}
            maxLength={2000}
            value={draft.value.words}
            onChange={(it) => say({ words: it.target.value })}
          />
        </Field>
      </div>
    </FormModal>
  );
}

/** What came of a step that may be refused. */
export function Outcome(props: { id: string; refused: boolean; onChange: (refused: boolean) => void }): ReactNode {
  return (
    <Field label="结果" id={props.id}>
      <Radio.Group
        id={props.id}
        value={props.refused}
        onChange={(it) => props.onChange(it.target.value as boolean)}
        options={[
          { label: "同意", value: false },
          { label: "不同意", value: true },
        ]}
      />
    </Field>
  );
}

/** The fields of what a step asks; `prefix` sets the ids of several steps on one page apart. */
export function StepFields(
  props: {
    asks: Asks;
    prefix?: string;
    given: object;
    set: (more: object) => void;
    faultOf: (key: string) => string | undefined;
  } & Pick<FieldMeans, "options" | "own">,
): ReactNode {
  const { asks, prefix = "step", set } = props;
  const given = props.given as Given;
  return Object.entries(asks).map(([key, asked]) =>
    isAsked(asked, given) ? (
      <AskedField
        key={key}
        id={`${prefix}-${key}`}
        asked={asked}
        value={given[key]}
        faultOf={(part) => props.faultOf(part === undefined ? key : `${key}.${part}`)}
        onChange={(it) => set({ [key]: it })}
        options={props.options?.[key]}
        own={props.own?.[key]}
      />
    ) : null,
  );
}

/** The next step of a case, why it is next, and the button of whoever may record it. */
export function NextStep(props: {
  title: string;
  /** Why, and what it rests on; an empty sentence goes without saying. */
  grounds: string;
  basis: ProvisionSaid;
  /** Whose turn it is when it is not the reader's. */
  by: string;
  onRecord: (() => void) | null;
}): ReactNode {
  return (
    <>
      <strong>下一步：{props.title}</strong>
      {props.grounds === "" ? null : (
        <>
          <p>{props.grounds}。</p>
          <ProvisionLine provision={props.basis} />
        </>
      )}
      {props.onRecord ? (
        <Button type="primary" onClick={props.onRecord}>
          办理本步骤
        </Button>
      ) : (
        <p className="quiet">本步骤由{props.by}办理。</p>
      )}
    </>
  );
}

/** One step on the path of a case: whose it is, what may be done with it, its papers, and what stands recorded of it. */
export function PathStep(props: {
  value?: number | undefined;
  state: string;
  term: string;
  by: string;
  onRecord: (() => void) | null;
  papers: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <li data-state={props.state} value={props.value}>
      <div className="case-step">
        <strong>{props.term}</strong>
        <span className="quiet">{props.by}</span>
        {props.onRecord ? (
          <Button size="small" onClick={props.onRecord}>
            登记
          </Button>
        ) : null}
        {props.state === "later" ? null : props.papers}
      </div>
      {props.children}
    </li>
  );
}

/** A step was recorded, and somebody should look at this. */
export function StepWarnings({ warnings }: { warnings: readonly string[] }): ReactNode {
  if (warnings.length === 0) return null;
  return (
    <div className="say say-warn" role="status">
      <strong>已登记。请留意：</strong>
      <ul className="bullets">
        {warnings.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
    </div>
  );
}

interface StepRecorded {
  readonly happenedOn: string;
  readonly result: string;
  readonly resultTerm: string;
  readonly placeName: string;
  readonly documentNumber: string | null;
  readonly recordedName: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  readonly withdrawnOn: string | null;
  readonly withdrawnName: string | null;
  readonly withdrawnReason: string | null;
}

const MARKS: Readonly<Record<string, "good" | "bad" | "warn">> = {
  passed: "good",
  rejected: "bad",
  void: "warn",
  extended: "warn",
  cancelled: "bad",
};

/** What stands recorded of one step; a record that was taken back stays to be read. */
export function StepRecord(props: { of: StepRecorded; tools?: ReactNode; children: ReactNode }): ReactNode {
  const { of: it } = props;
  return (
    <div className={it.withdrawnOn === null ? "case-record" : "case-record case-withdrawn"}>
      <p>
        {it.happenedOn} <Mark kind={MARKS[it.result] ?? "plain"}>{it.resultTerm}</Mark> {it.placeName}
        {it.documentNumber === null ? "" : `，${it.documentNumber}`}
        <span className="quiet">（{it.recordedName}登记）</span>
        {props.tools}
      </p>
      {it.facts.map((fact) => (
        <p key={fact.term}>
          <span className="quiet">{fact.term}：</span>
          {fact.value}
        </p>
      ))}
      {props.children}
      {it.withdrawnOn === null ? null : (
        <p className="quiet">
          {it.withdrawnOn}由{it.withdrawnName}撤回：{it.withdrawnReason}
        </p>
      )}
    </div>
  );
}
