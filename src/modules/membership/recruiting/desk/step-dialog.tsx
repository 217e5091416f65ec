import { InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import type {
  ApprovalBody,
  CaseView,
  Particulars,
  StepBody,
  VotersView,
} from "#modules/membership/recruiting/contract.ts";
import { type Step, stepOf } from "#modules/membership/recruiting/path.ts";
import { admissionVote, ballotFaults } from "#modules/membership/recruiting/rules.ts";
import { EXCLUSION_TERMS } from "#modules/membership/recruiting/zh.ts";
import { sentOf } from "#platform/forms/faults.ts";
import type { Address } from "#platform/http/address.ts";
import type { Day } from "#shared/day.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { StepDialog, StepFields, type StepForm } from "#web/desk/parts/case-steps.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { useToday } from "#web/desk/session.ts";

/** The form of one step: its day, and only what the system cannot know. */
export function RecordStep(props: {
  of: CaseView;
  step: number;
  onClose: (warnings: readonly string[]) => void;
}): ReactNode {
  const { of: it } = props;
  const step = stepOf(props.step);
  const branch = step.by === "branch";
  return (
    <StepDialog<Particulars>
      draft={`recruiting.${it.id}.${step.number}`}
      begin={() => ({})}
      title={`${it.name}：${step.number} ${step.term}`}
      width={680}
      says={
        <>
          由{branch ? it.organizationName : (it.approverName ?? "上级党委")}办理。形成的材料：{step.document}。
        </>
      }
      numbered
      refusable={step.refusable}
      words={(refused) => ({
        label: step.opinion === "required" || refused ? "情况和意见" : "情况和意见（可不填）",
        field: "opinion",
        rows: 3,
      })}
      send={(body) =>
        branch
          ? sendTo(at.record, { id: it.id }, body as StepBody)
          : sendTo(at.approval, { id: it.id }, body as ApprovalBody)
      }
      step={step.number}
      particulars={(given) => sentOf(step.asks, given)}
      onClose={props.onClose}
    >
      {(form) => (
        <FactsOfStep {...form} step={step} prefix="step" from={at.voters} asked={{ id: it.id, on: form.on }} />
      )}
    </StepDialog>
  );
}

/** Where it is asked who may vote on a day. */
type Voters = Address<"GET", string, { query: object; body: null; answer: VotersView }>;

/**
 * What a step asks for; `prefix` sets the ids of several steps on one page apart, and `from` says who may vote on the day
 * (`asked`), for steps that choose among them or count them.
 */
export function FactsOfStep(
  props: StepForm<Particulars> & {
    step: Step;
    prefix: string;
    from: Voters;
    asked: Readonly<Record<string, string | undefined>>;
  },
): ReactNode {
  const { step, prefix, given, set } = props;
  const asks = Object.values(step.asks).some((it) => it.kind === "people" || it.kind === "own");
  const known = Object.values(props.asked).every((it) => it !== undefined);
  const { data: voters } = useAsk(props.from, props.asked, { enabled: asks && known, keep: true });
  const able = (voters?.full ?? []).filter((it) => !it.suspended);
  return (
    <StepFields
      asks={step.asks}
      prefix={prefix}
      given={given}
      set={set}
      faultOf={props.faultOf}
      options={{ personIds: able.map((it) => ({ value: it.personId, label: it.name })) }}
      own={{
        vote: ({ fault }) => (
          <VoteFields prefix={prefix === "step" ? "" : prefix} voters={voters} given={given} set={set} fault={fault} />
        ),
      }}
    />
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
  const today = useToday() as Day;
  const vote = { ...NONE, ...given.vote };
  const excluded = given.vote?.excluded ?? [];
  const able = (voters?.full ?? []).filter((it) => !it.suspended);
  const silent = (voters?.full ?? []).filter((it) => it.suspended);
  const entitled = able.length - excluded.length;
  const ballot = { ...vote, entitled };
  const { value: counted } = admissionVote(ballot, today);
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
