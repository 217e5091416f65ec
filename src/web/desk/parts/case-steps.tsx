import { Input, Radio } from "antd";
import type { ReactNode } from "react";
import type { Deed } from "#web/desk/ask.ts";
import { type Draft, DraftBack } from "#web/desk/parts/draft.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field, Mark } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

/** What every step of a case may be recorded with. */
export interface StepSaid {
  readonly on: string;
  readonly refused: boolean;
  readonly documentNumber: string;
  /** An opinion, a reason, a note: the step says which. */
  readonly words: string;
}

export const stepBegun = (today: string): StepSaid => ({ on: today, refused: false, documentNumber: "", words: "" });

/** What the form of a step holds: what every step may be recorded with, and what this one asks. */
export interface StepDraft<Given> {
  readonly said: StepSaid;
  readonly given: Given;
}

/** What is sent of it: what was left empty is left out, and `words` go by the name that the request gives them. */
export const stepSent = ({ on, refused, documentNumber, words }: StepSaid, name: "opinion" | "note") => ({
  on,
  ...(refused ? { refused } : {}),
  ...(documentNumber.trim() === "" ? {} : { documentNumber: documentNumber.trim() }),
  ...(words.trim() === "" ? {} : { [name]: words.trim() }),
});

/** The dialog that records one step of a case: its day, its document, its result, and what the step asks between them. */
export function StepModal<Given>(props: {
  title: string;
  width: number;
  says: ReactNode;
  draft: Draft<StepDraft<Given>>;
  numbered: boolean;
  refusable: boolean;
  words: { readonly label: string; readonly field: string; readonly rows: number };
  deed: Deed<undefined>;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const today = useToday();
  const { draft, words, deed } = props;
  const { said } = draft.value;
  const say = (more: Partial<StepSaid>): void => draft.set((was) => ({ said: { ...was.said, ...more } }));
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
      onCancel={props.onClose}
    >
      <p className="quiet">{props.says}</p>
      <DraftBack draft={draft} />
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field label="办理日期" id="step-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="step-on" value={said.on} max={today} onChange={(on) => say({ on })} />
        </Field>
        {props.numbered ? (
          <Field label="文号（可不填）" id="step-document">
            <Input
              id="step-document"
              maxLength={60}
              value={said.documentNumber}
              onChange={(it) => say({ documentNumber: it.target.value })}
            />
          </Field>
        ) : null}
        {props.refusable ? (
          <Field label="结果" id="step-result">
            <Radio.Group
              id="step-result"
              value={said.refused}
              onChange={(it) => say({ refused: it.target.value as boolean })}
              options={[
                { label: "同意", value: false },
                { label: "不同意", value: true },
              ]}
            />
          </Field>
        ) : null}
        {props.children}
        <Field label={words.label} id="step-words" fault={deed.problem?.faultOf(words.field)} wide>
          <Input.TextArea
            id="step-words"
            autoSize={{ minRows: words.rows }}
            maxLength={2000}
            value={said.words}
            onChange={(it) => say({ words: it.target.value })}
          />
        </Field>
      </div>
    </FormModal>
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
    <>
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
    </>
  );
}
