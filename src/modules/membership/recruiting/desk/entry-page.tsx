import { Button, Input, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import type { Entry, Particulars, StepBody } from "#modules/membership/recruiting/contract.ts";
import { FIELDS } from "#modules/membership/recruiting/desk/map.tsx";
import { FactsOfStep } from "#modules/membership/recruiting/desk/step-dialog.tsx";
import { PARTS_OF_CASE, STEPS, type Step, stepOf } from "#modules/membership/recruiting/path.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Problem, sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Outcome } from "#web/desk/parts/case-steps.tsx";
import { TypedForm } from "#web/desk/parts/leaving.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field, Page, Section } from "#web/desk/parts/page.tsx";
import { Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession, useToday } from "#web/desk/session.ts";
import "./recruiting.css";

/** A line of the paper file: a step that was done, with its day. Without a day it was not. */
interface Line {
  readonly key: number;
  readonly step: number;
  readonly on: string;
  readonly refused: boolean;
  readonly opinion: string;
  readonly documentNumber: string;
  readonly given: Particulars;
}

const blank = (step: number, key: number): Line => ({
  key,
  step,
  on: "",
  refused: false,
  opinion: "",
  documentNumber: "",
  given: {},
});

/** A case that was kept on paper until now, on one page: who, when they applied, and what was done on which day. */
export function RecruitingEntry(): ReactNode {
  const { session } = useSession();
  const org = useSearchText()["org"];
  return (
    <Page
      title="补录纸质档案"
      lead="平台启用以前就开始的发展党员工作，照纸质档案一次填好。办过的步骤填日期，没有办的空着。"
    >
      {holds(session, ["recruiting.enter"]) ? <Form organizationId={org} /> : <Empty>您的岗位不补录档案。</Empty>}
    </Page>
  );
}

function Form(props: { organizationId: string | undefined }): ReactNode {
  const today = useToday();
  const go = useGo();
  const [organizationId, setOrganization] = useState(props.organizationId);
  const [known, setKnown] = useState(false);
  const [personId, setPerson] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [appliedOn, setApplied] = useState("");
  const [lines, setLines] = useState<readonly Line[]>(() =>
    STEPS.filter((it) => it.number > 1).map((it) => blank(it.number, it.number)),
  );
  const filled = lines
    .filter((it) => it.on !== "")
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.key - b.key));
  const deed = useDeed(
    () => {
      const applicant = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
      return sendTo(at.entry, {}, {
        organizationId,
        ...(known ? { personId } : { applicant }),
        on: appliedOn,
        records: filled.map(bodyOf),
      } as Entry);
    },
    (made) => go(`/recruiting/${made.id}`),
  );
  const change = (key: number, more: Partial<Line>): void =>
    setLines((was) => was.map((it) => (it.key === key ? { ...it, ...more } : it)));
  const again = (after: Line): void =>
    setLines((was) =>
      was.flatMap((it) =>
        it.key === after.key ? [it, blank(it.step, 1 + Math.max(100, ...was.map((one) => one.key)))] : [it],
      ),
    );
  const who = known ? personId !== null : (values["name"] ?? "").trim() !== "";
  return (
    <TypedForm busy={deed.busy}>
      <Section title="是谁，什么时候递交的申请">
        <div className="form-grid">
          <Field label="党支部" id="entry-org" fault={deed.problem?.faultOf("organizationId")}>
            <OrgPick id="entry-org" label="党支部" value={organizationId} onChange={setOrganization} />
          </Field>
          <Field label="递交入党申请书的日期" id="entry-on" fault={deed.problem?.faultOf("on")}>
            <DayField id="entry-on" value={appliedOn} max={today} onChange={setApplied} />
          </Field>
          <Field label="现在" id="entry-known" wide>
            <Radio.Group
              id="entry-known"
              value={known}
              onChange={(it) => setKnown(it.target.value as boolean)}
              options={[
                { label: "还不是党员", value: false },
                { label: "已在花名册上", value: true },
              ]}
            />
          </Field>
          {known ? (
            <MemberPick organizationId={organizationId} value={personId} onChange={setPerson} />
          ) : (
            FIELDS.map((it) => (
              <Field
                key={it.key}
                label={it.term}
                id={`entry-${it.key}`}
                fault={deed.problem?.faultOf(`applicant.${it.key}`)}
              >
                {it.kind === "text" ? (
                  <Input
                    id={`entry-${it.key}`}
                    maxLength={200}
                    autoComplete="off"
                    value={values[it.key] ?? ""}
                    onChange={(one) => setValues((was) => ({ ...was, [it.key]: one.target.value }))}
                  />
                ) : (
                  <Select
                    id={`entry-${it.key}`}
                    allowClear
                    showSearch={{ optionFilterProp: "label" }}
                    value={values[it.key] || null}
                    options={codeSet(it.kind).entries.map((one) => ({ value: one.term, label: one.term }))}
                    onChange={(one: string | null) => setValues((was) => ({ ...was, [it.key]: one ?? "" }))}
                  />
                )}
              </Field>
            ))
          )}
        </div>
      </Section>
      {PARTS_OF_CASE.map((term, at) => (
        <Section key={term} title={`${at + 1} ${term}`}>
          <ol className="case-path">
            {lines.map((line) => {
              const step = stepOf(line.step);
              if (step.part !== at + 1) return null;
              return (
                <LineOf
                  key={line.key}
                  line={line}
                  step={step}
                  organizationId={organizationId}
                  problem={deed.problem}
                  nth={filled.indexOf(line)}
                  onChange={(more) => change(line.key, more)}
                  onAgain={() => again(line)}
                />
              );
            })}
          </ol>
        </Section>
      ))}
      <ProblemBox problem={deed.problem} />
      <p>
        <Button
          type="primary"
          loading={deed.busy}
          disabled={organizationId === undefined || appliedOn === "" || !who}
          onClick={() => void deed.run(undefined)}
        >
          补录这份档案
        </Button>{" "}
        <span className="quiet">已填{filled.length}条记录，每条都按规定核对；有一条不符合，全部不保存。</span>
      </p>
    </TypedForm>
  );
}

function bodyOf(it: Line): StepBody {
  const opinion = it.opinion.trim();
  const documentNumber = it.documentNumber.trim();
  const particulars = sentOf(stepOf(it.step).asks, it.given);
  return {
    step: it.step,
    on: it.on,
    ...(it.refused ? { refused: true } : {}),
    ...(opinion === "" ? {} : { opinion }),
    ...(documentNumber === "" ? {} : { documentNumber }),
    ...(it.refused || Object.keys(particulars).length === 0 ? {} : { particulars }),
  };
}

function MemberPick(props: {
  organizationId: string | undefined;
  value: string | null;
  onChange: (it: string | null) => void;
}): ReactNode {
  const roster = useAsk(
    at.branchVoters,
    { org: props.organizationId ?? "" },
    { enabled: props.organizationId !== undefined },
  );
  const people = [...(roster.data?.probationary ?? []), ...(roster.data?.full ?? [])];
  return (
    <Field label="党员" id="entry-person">
      <Select
        id="entry-person"
        showSearch={{ optionFilterProp: "label" }}
        placeholder="先选党支部，再选党员"
        value={props.value}
        options={people.map((it) => ({ value: it.personId, label: it.name }))}
        onChange={props.onChange}
      />
    </Field>
  );
}

function LineOf(props: {
  line: Line;
  step: Step;
  organizationId: string | undefined;
  problem: Problem | null;
  /** Its place among the records that are sent; -1 when it has no day. */
  nth: number;
  onChange: (more: Partial<Line>) => void;
  onAgain: () => void;
}): ReactNode {
  const { line, step, nth, onChange } = props;
  const today = useToday();
  const done = line.on !== "";
  const id = `line-${line.key}`;
  const faultOf = (field: string): string | undefined => props.problem?.faultOf(`records.${nth}.${field}`);
  return (
    <li value={step.number} data-state={done ? "done" : "later"}>
      <div className="case-step">
        <strong>{step.term}</strong>
        <span className="quiet">{step.by === "committee" ? "上级党委" : "党支部"}</span>
        <Field label="" id={id} fault={nth < 0 ? undefined : faultOf("on")}>
          <DayField
            id={id}
            label={`${step.number} ${step.term}的日期`}
            value={line.on}
            max={today}
            onChange={(on) => onChange({ on })}
          />
        </Field>
        {done && step.repeats ? (
          <Button type="link" size="small" onClick={props.onAgain}>
            再加一次
          </Button>
        ) : null}
      </div>
      {done ? (
        <div className="form-grid">
          {step.refusable ? (
            <Outcome id={`${id}-result`} refused={line.refused} onChange={(refused) => onChange({ refused })} />
          ) : null}
          {line.refused ? null : (
            <FactsOfStep
              step={step}
              prefix={id}
              from={at.branchVoters}
              asked={{ org: props.organizationId, on: line.on }}
              on={line.on}
              given={line.given}
              set={(more) => onChange({ given: { ...line.given, ...more } })}
              faultOf={(key) => faultOf(`particulars.${key}`)}
            />
          )}
          <Field
            label={step.opinion === "required" || line.refused ? "情况和意见" : "情况和意见（可不填）"}
            id={`${id}-opinion`}
            fault={faultOf("opinion")}
          >
            <Input.TextArea
              id={`${id}-opinion`}
              autoSize={{ minRows: 1 }}
              maxLength={2000}
              value={line.opinion}
              onChange={(it) => onChange({ opinion: it.target.value })}
            />
          </Field>
          <Field label="文号（可不填）" id={`${id}-document`}>
            <Input
              id={`${id}-document`}
              maxLength={60}
              value={line.documentNumber}
              onChange={(it) => onChange({ documentNumber: it.target.value })}
            />
          </Field>
        </div>
      ) : null}
    </li>
  );
}
