import { InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import type { CaseView, Particulars, VotersView } from "#modules/membership/recruiting/contract.ts";
import { needsVoters, type Step, stepOf } from "#modules/membership/recruiting/path.ts";
import { admissionVote, ballotFaults } from "#modules/membership/recruiting/rules.ts";
import { EXCLUSION_TERMS } from "#modules/membership/recruiting/zh.ts";
import { isAsked } from "#platform/forms/asks.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { api } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { AskedField } from "#web/desk/parts/asked-fields.tsx";
import { type StepDraft, StepModal, stepBegun, stepSent } from "#web/desk/parts/case-steps.tsx";
import { useDraft } from "#web/desk/parts/draft.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { useToday } from "#web/desk/session.ts";

/** The form of one step: its day, and only what the system cannot know. */
export function StepDialog(props: {
  of: CaseView;
  step: number;
  onClose: (warnings: readonly string[]) => void;
}): ReactNode {
  const today = useToday();
  const step = stepOf(props.step);
  const draft = useDraft<StepDraft<Particulars>>(`recruiting.${props.of.id}.${step.number}`, () => ({
    said: stepBegun(today),
    given: {},
  }));
  const { said, given } = draft.value;
  const { on, refused } = said;
  const needsPeople = needsVoters(step);
  const voters = useAsk<VotersView>(
    `/api/recruiting/${props.of.id}/voters`,
    { on },
    { enabled: needsPeople, keep: true },
  );
  const deed = useDeed(
    () =>
      api.post<{ warnings: readonly string[] }>(
        `/api/recruiting/${props.of.id}/${step.by === "branch" ? "records" : "approvals"}`,
        {
          step: step.number,
          ...stepSent(said, "opinion"),
          ...(refused ? {} : particularsOf(step, given)),
        },
      ),
    (made) => {
      draft.drop();
      props.onClose(made.warnings);
    },
  );
  const set = (more: Partial<Particulars>): void => draft.set((was) => ({ given: { ...was.given, ...more } }));
  return (
    <StepModal
      title={`${props.of.name}：${step.number} ${step.term}`}
      width={680}
      says={
        <>
          {step.by === "committee"
            ? `由${props.of.approverName ?? "上级党委"}办理。`
            : `由${props.of.organizationName}办理。`}
          形成的材料：{step.document}。
        </>
      }
      draft={draft}
      numbered
      refusable={step.refusable}
      words={{
        label: step.opinion === "required" || refused ? "情况和意见" : "情况和意见（可不填）",
        field: "opinion",
        rows: 3,
      }}
      deed={deed}
      onClose={() => props.onClose([])}
    >
      {refused ? null : (
        <StepFields
          step={step}
          prefix="step"
          given={given}
          voters={voters.data}
          set={set}
          faultOf={(key) => deed.problem?.faultOf(`particulars.${key}`)}
        />
      )}
    </StepModal>
  );
}

/** What a step sends of its facts: what is asked, not what was typed before another answer hid it. */
export function particularsOf(step: Step, given: Particulars): { particulars?: Particulars } {
  const sent = sentOf(step.asks, given);
  return Object.keys(sent).length === 0 ? {} : { particulars: sent };
}

/** What a step asks for; `prefix` sets the ids of several steps on one page apart. */
export function StepFields(props: {
  step: Step;
  prefix: string;
  given: Particulars;
  voters: VotersView | undefined;
  set: (more: Partial<Particulars>) => void;
  faultOf: (key: string) => string | undefined;
}): ReactNode {
  const { step, prefix, given, voters, set } = props;
  const able = (voters?.full ?? []).filter((it) => !it.suspended);
  return Object.entries(step.asks).map(([key, asked]) =>
    isAsked(asked, given) ? (
      <AskedField
        key={key}
        id={`${prefix}-${key}`}
        asked={asked}
        value={given[key as keyof Particulars]}
        faultOf={(part) => props.faultOf(part === undefined ? key : `${key}.${part}`)}
        onChange={(it) => set({ [key]: it } as Partial<Particulars>)}
        options={asked.kind === "people" ? able.map((it) => ({ value: it.personId, label: it.name })) : undefined}
        own={
          asked.kind === "own"
            ? ({ fault }) => (
                <VoteFields
                  prefix={prefix === "step" ? "" : prefix}
                  voters={voters}
                  given={given}
                  set={set}
                  fault={fault}
                />
              )
            : undefined
        }
      />
    ) : null,
  );
}

/** Whoever does not exercise rights is known from elsewhere and no longer named here. */
const EXCLUSIONS = Object.entries(EXCLUSION_TERMS)
  .filter(([value]) => value !== "discipline" && value !== "detained")
  .map(([value, label]) => ({ value, label }));

const NONE = { present: 0, yes: 0, no: 0, abstain: 0, writtenYes: 0, writtenNo: 0 };
const HEADS = [
  ["present", "实到有表决权的党员"],
  ["yes", "赞成"],
  ["no", "不赞成"],
  ["abstain", "弃权"],
  ["writtenYes", "会前书面意见：赞成（没有不填）"],
  ["writtenNo", "会前书面意见：不赞成（没有不填）"],
] as const;

/** The ballot: who is entitled stands at once, quorum and result while one types. */
function VoteFields(props: {
  prefix: string;
  voters: VotersView | undefined;
  given: Particulars;
  set: (more: Partial<Particulars>) => void;
  fault: string | undefined;
}): ReactNode {
  const { voters, given, set } = props;
  const vote = { ...NONE, ...given.vote };
  const excluded = given.vote?.excluded ?? [];
  const able = (voters?.full ?? []).filter((it) => !it.suspended);
  const silent = (voters?.full ?? []).filter((it) => it.suspended);
  const entitled = able.length - excluded.length;
  const ballot = { ...vote, entitled };
  const { value: counted } = admissionVote(ballot);
  const faults = ballotFaults(ballot);
  // What nobody typed is not known, and not sent as none; only written opinions are seldom there.
  const known = HEADS.every(([key]) => key.startsWith("written") || given.vote?.[key] !== undefined);
  const put = (more: object): void =>
    set({ vote: { writtenYes: 0, writtenNo: 0, ...given.vote, ...more } as NonNullable<Particulars["vote"]> });
  return (
    <div className="field-wide recruiting-vote">
      <p>
        应到会有表决权的正式党员 <strong>{entitled}</strong> 人
        {excluded.length > 0 ? `（支部正式党员${able.length}人，不计入${excluded.length}人）` : ""}
        ；实到应超过半数，至少 <strong>{counted.presentNeeded}</strong> 人；赞成应超过应到会的半数，至少{" "}
        <strong>{counted.yesNeeded}</strong> 人。
      </p>
      {silent.length > 0 ? (
        <p className="quiet">暂停行使表决权，已经扣除：{silent.map((it) => it.name).join("、")}。</p>
      ) : null}
      <Field label="不计入应到会的党员（可不填）" id={`${props.prefix}vote-excluded`}>
        <Select
          id={`${props.prefix}vote-excluded`}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          value={excluded.map((it) => it.personId)}
          options={able.map((it) => ({ value: it.personId, label: it.name }))}
          onChange={(ids: string[]) =>
            put({
              excluded: ids.map(
                (personId) => excluded.find((it) => it.personId === personId) ?? { personId, reason: "unable" },
              ),
            })
          }
        />
      </Field>
      {excluded.map((it) => (
        <Field
          key={it.personId}
          label={`${able.find((one) => one.personId === it.personId)?.name ?? ""}的原因`}
          id={`${props.prefix}vote-${it.personId}`}
        >
          <Select
            id={`${props.prefix}vote-${it.personId}`}
            value={it.reason as string}
            options={EXCLUSIONS}
            onChange={(reason: string) =>
              put({ excluded: excluded.map((one) => (one.personId === it.personId ? { ...one, reason } : one)) })
            }
          />
        </Field>
      ))}
      <div className="form-grid">
        {HEADS.map(([key, term]) => (
          <Field
            key={key}
            label={term}
            id={`${props.prefix}vote-${key}`}
            fault={known ? faults.find((it) => it.field === key)?.message : undefined}
          >
            <InputNumber
              id={`${props.prefix}vote-${key}`}
              min={0}
              precision={0}
              value={given.vote?.[key] ?? null}
              onChange={(it) => put({ [key]: it ?? undefined })}
            />
          </Field>
        ))}
      </div>
      {props.fault ? (
        <p className="fault" role="alert">
          {props.fault}
        </p>
      ) : null}
      {known && faults.length === 0 ? (
        <p className={counted.carried ? "say say-good" : "say say-bad"} role="status">
          {counted.carried
            ? "到会人数符合规定，赞成人数超过半数：通过。"
            : counted.quorum
              ? "到会人数符合规定，赞成人数没有超过半数：没有通过。"
              : "到会人数没有超过应到会的半数，不能表决。"}
        </p>
      ) : null}
    </div>
  );
}
