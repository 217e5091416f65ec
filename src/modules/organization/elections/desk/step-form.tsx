import { Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import * as at from "#modules/organization/elections/address.ts";
import type {
  CaseView,
  DecisionBody,
  RosterView,
  StepBody,
  StepParticulars,
} from "#modules/organization/elections/contract.ts";
import { SheetFields, sheetGiven } from "#modules/organization/elections/desk/sheet-form.tsx";
import type { Step } from "#modules/organization/elections/path.ts";
import {
  candidatesEnough,
  entitled,
  fewestCandidates,
  type LeftOut,
  needsConsent,
  quorum,
} from "#modules/organization/elections/rules.ts";
import { isEmpty } from "#platform/forms/asks.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import type { Option } from "#web/desk/parts/asked-fields.tsx";
import { StepDialog, StepFields, type StepForm } from "#web/desk/parts/case-steps.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { ProvisionLine } from "#web/desk/parts/say.tsx";

export interface FieldsOfStep {
  readonly of: CaseView;
  readonly roster: RosterView | undefined;
  readonly given: StepParticulars;
  readonly set: (more: Partial<StepParticulars>) => void;
}

/** The form of one step: what is known stands there already, what is asked is only what the house cannot know. */
export function RecordStep(props: {
  of: CaseView;
  step: Step;
  onClose: (warnings: readonly string[]) => void;
}): ReactNode {
  const { of: it, step } = props;
  const superior = step.by === "superior";
  return (
    <StepDialog<StepParticulars>
      draft={`election.${it.id}.${step.name}`}
      begin={(today) => beginning(it, step.name, today)}
      title={`${it.organizationName}：${it.steps.find((one) => one.code === step.name)?.term ?? ""}`}
      width={760}
      says={
        <>
          由{superior ? (it.superiorName ?? "上级党组织") : it.organizationName}办理。
          {step.name === "result_reply" ? effectInWords(it) : null}
        </>
      }
      numbered={step.numbered}
      refusable={step.refusable}
      words={(refused) => ({ label: refused ? "理由" : "说明（可不填）", field: "note", rows: refused ? 2 : 1 })}
      send={(body) =>
        superior
          ? sendTo(at.decision, { id: it.id }, body as DecisionBody)
          : sendTo(at.record, { id: it.id }, body as StepBody)
      }
      step={step.name}
      particulars={(given) => finished(step, given, it)}
      onClose={props.onClose}
    >
      {(form) => <FactsOfStep {...form} of={it} step={step} />}
    </StepDialog>
  );
}

const effectInWords = (it: CaseView): string =>
  `选举日期是${it.heldOn ?? ""}。登记同意以后，${
    it.kind === "term" ? "原班子的任职结束，新一届和新的任职开始" : "补选的任职开始"
  }；登记错了可以撤回，原样恢复。`;

function FactsOfStep(props: StepForm<StepParticulars> & { of: CaseView; step: Step }): ReactNode {
  const { of: it, step, on, given, set } = props;
  const chosen = Object.values(step.asks).some((one) => one.kind === "people" || one.kind === "own");
  const { data: roster } = useAsk(at.roster, { id: it.id, on }, { enabled: chosen, keep: true });
  const standing = it.candidates.flatMap((one) => (one.personId ? [{ value: one.personId, label: one.name }] : []));
  const others = peopleOf(
    roster,
    standing.map((one) => one.value),
  );
  const Own = OWN[step.name];
  return (
    <StepFields
      asks={step.asks}
      given={given}
      set={set}
      faultOf={props.faultOf}
      options={{ struck: standing, overseers: others, counters: others }}
      own={Object.fromEntries(
        Own === undefined
          ? []
          : Object.keys(step.asks).flatMap((key) =>
              step.asks[key]?.kind === "own"
                ? [[key, () => <Own key={key} of={it} roster={roster} given={given} set={set} />]]
                : [],
            ),
      )}
    />
  );
}

/** What is filled in before anybody types. */
function beginning(it: CaseView, step: string, today: string): StepParticulars {
  switch (step) {
    case "notice":
      return { way: "letter" };
    case "request":
      return {
        seats: { members: it.seats, deputies: it.deputies },
        ...(it.termDueOn !== null && it.termDueOn > today ? { plannedOn: it.termDueOn } : {}),
      };
    case "nomination":
      return { nominators: { members: 0, masses: 0 }, candidates: [] };
    case "candidates":
      return {
        candidates: it.nominated.flatMap((one) =>
          one.personId ? [{ personId: one.personId, seat: seatOf(one.seat) }] : [],
        ),
      };
    case "meeting":
      return { leftOut: [] };
    case "ballot":
    case "officers":
      return sheetGiven(it, step);
    case "result_reply":
      return { effectiveOn: today };
    case "handover":
      return { items: [...codeSet("handover_item").values] };
    default:
      return {};
  }
}

/** What a field shows as its beginning counts when nobody has typed; what nobody agreed to or filled in is not sent. */
function finished(step: Step, given: StepParticulars, it: CaseView): StepParticulars {
  const { fewer, ...kept } = Object.fromEntries(
    Object.entries(given).filter(([key, value]) => !(key in step.asks && isEmpty(value))),
  ) as StepParticulars;
  if (step.name === "meeting") return { ...kept, agreed: kept.agreed ?? kept.present ?? 0 };
  if (step.name !== "ballot") return kept;
  return { ...kept, present: it.present ?? 0, ...(fewer && fewer.agreed > 0 ? { fewer } : {}) };
}

type PartySeat = "member" | "secretary" | "deputy_secretary";
const seatOf = (seat: string): PartySeat => (seat === "secretary" || seat === "deputy_secretary" ? seat : "member");

/** What no kind of fact can say has fields of its own. */
const OWN: Readonly<Record<string, (props: FieldsOfStep) => ReactNode>> = {
  request: SeatFields,
  nomination: NominationFields,
  candidates: CandidateFields,
  meeting: MeetingFields,
  ballot: SheetFields,
  officers: SheetFields,
};

function Whole(props: {
  id: string;
  label: string;
  value: number | undefined;
  onChange: (it: number) => void;
  hint?: ReactNode;
}): ReactNode {
  return (
    <Field label={props.label} id={props.id} hint={props.hint}>
      <InputNumber
        id={props.id}
        min={0}
        precision={0}
        value={props.value ?? null}
        onChange={(one) => props.onChange(one ?? 0)}
      />
    </Field>
  );
}

function SeatFields({ of: it, given, set }: FieldsOfStep): ReactNode {
  const seats = given.seats ?? { members: it.seats, deputies: it.deputies };
  return (
    <>
      {it.form === "committee" ? (
        <Whole
          id="step-seats"
          label="应选委员名额"
          value={seats.members}
          hint={`候选人至少${fewestCandidates(seats.members)}名（差额不少于20%）`}
          onChange={(members) => set({ seats: { ...seats, members: Math.max(1, members) } })}
        />
      ) : null}
      <Whole
        id="step-deputies"
        label="副书记名额"
        value={seats.deputies}
        onChange={(deputies) => set({ seats: { ...seats, deputies } })}
      />
    </>
  );
}

/** Who may be chosen from the roster of the day. */
const peopleOf = (roster: RosterView | undefined, without: readonly string[] = []): readonly Option[] =>
  (roster?.people ?? [])
    .filter((one) => !one.stopped && !without.includes(one.personId))
    .map((one) => ({
      value: one.personId,
      label: one.away === null ? one.name : `${one.name}（外出：${one.away}）`,
    }));

/** Members of the roster to choose from. */
export function People(props: {
  id: string;
  label: string;
  roster: RosterView | undefined;
  value: readonly string[];
  hint?: ReactNode;
  onChange: (ids: string[]) => void;
}): ReactNode {
  return (
    <Field label={props.label} id={props.id} hint={props.hint} wide>
      <Select
        id={props.id}
        mode="multiple"
        showSearch={{ optionFilterProp: "label" }}
        placeholder="输入姓名选择"
        value={[...props.value]}
        options={[...peopleOf(props.roster)]}
        onChange={props.onChange}
      />
    </Field>
  );
}

const nameIn = (roster: RosterView | undefined, id: string): string =>
  roster?.people.find((one) => one.personId === id)?.name ?? "";

function NominationFields({ of: it, roster, given, set }: FieldsOfStep): ReactNode {
  const list = given.candidates ?? [];
  const asked = given.nominators ?? { members: 0, masses: 0 };
  const seat: PartySeat = it.form === "committee" ? "member" : "secretary";
  return (
    <>
      <Whole
        id="step-nominators"
        label="参加推荐的党员人数"
        value={asked.members}
        onChange={(members) => set({ nominators: { ...asked, members } })}
      />
      <Whole
        id="step-masses"
        label="参加推荐的群众人数（没有填0）"
        value={asked.masses}
        hint="两推一选：党员推荐、群众推荐，再由党员大会选举。"
        onChange={(masses) => set({ nominators: { ...asked, masses } })}
      />
      <People
        id="step-named"
        label="被提名的人"
        roster={roster}
        value={list.map((one) => one.personId)}
        onChange={(ids) =>
          set({
            candidates: ids.map(
              (personId) =>
                list.find((one) => one.personId === personId) ?? { personId, seat, byMembers: 0, byMasses: 0 },
            ),
          })
        }
      />
      {list.length > 0 ? (
        <table className="election-votes field-wide">
          <thead>
            <tr>
              <th scope="col">姓名</th>
              <th scope="col">党员推荐票</th>
              <th scope="col">群众推荐票</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => {
              const name = nameIn(roster, one.personId);
              const put = (more: object): void =>
                set({ candidates: list.map((it_) => (it_.personId === one.personId ? { ...it_, ...more } : it_)) });
              return (
                <tr key={one.personId}>
                  <td>{name}</td>
                  <td>
                    <InputNumber
                      aria-label={`${name}的党员推荐票`}
                      min={0}
                      precision={0}
                      value={one.byMembers ?? 0}
                      onChange={(value) => put({ byMembers: value ?? 0 })}
                    />
                  </td>
                  <td>
                    <InputNumber
                      aria-label={`${name}的群众推荐票`}
                      min={0}
                      precision={0}
                      value={one.byMasses ?? 0}
                      onChange={(value) => put({ byMasses: value ?? 0 })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function CandidateFields({ of: it, roster, given, set }: FieldsOfStep): ReactNode {
  const list = given.candidates ?? [];
  const of = (seat: PartySeat): string[] => list.filter((one) => one.seat === seat).map((one) => one.personId);
  const put = (seat: PartySeat, ids: readonly string[]): void =>
    set({
      candidates: [
        ...list.filter((one) => one.seat !== seat && (seat !== "member" || ids.includes(one.personId))),
        ...ids.map((personId) => ({ personId, seat })),
      ],
    });
  const committee = it.form === "committee";
  const enough = candidatesEnough("member", it.seats, of("member").length);
  const officers = it.form === "direct" || it.kind === "by_election" ? undefined : new Set(of("member"));
  const among: RosterView | undefined =
    roster && officers ? { ...roster, people: roster.people.filter((one) => officers.has(one.personId)) } : roster;
  const electsOfficers = !committee || it.steps.some((one) => one.code === "officers");
  return (
    <>
      {committee ? (
        <>
          <People
            id="step-members"
            label="委员候选人预备人选"
            roster={roster}
            value={of("member")}
            onChange={(ids) => put("member", ids)}
          />
          <p className={enough.value.enough ? "say say-good field-wide" : "say say-bad field-wide"} role="status">
            {enough.grounds}
            {enough.value.enough ? "，符合差额的规定。" : "，还不够。"} <ProvisionLine provision={enough.provision} />
          </p>
        </>
      ) : null}
      {electsOfficers ? (
        <People
          id="step-secretary"
          label={committee ? "其中提名为书记的" : "书记候选人预备人选"}
          roster={among}
          value={of("secretary")}
          onChange={(ids) => put("secretary", ids)}
        />
      ) : null}
      {electsOfficers && it.deputies > 0 ? (
        <People
          id="step-deputy"
          label={committee ? "其中提名为副书记的" : "副书记候选人预备人选"}
          roster={among}
          value={of("deputy_secretary")}
          onChange={(ids) => put("deputy_secretary", ids)}
        />
      ) : null}
    </>
  );
}

function MeetingFields({ of: it, roster, given, set }: FieldsOfStep): ReactNode {
  const leftOut = given.leftOut ?? [];
  const counted = entitled(
    (roster?.people ?? []).map((one) => ({ ...one, full: true })),
    leftOut.map((one) => one.personId),
  );
  const due = it.delegates ?? counted.value;
  const there = quorum(due, given.present ?? 0);
  // Whoever does not exercise rights is taken off already, and why is not asked.
  const reasons = codeSet("election_left_out").entries.filter((one) => needsConsent(one.value));
  const silent = (roster?.people ?? []).filter((one) => one.stopped);
  return (
    <>
      <p className="field-wide">
        {it.delegates === null ? `${counted.grounds}。` : `应到会代表${due}人。`}实到会至少{" "}
        <strong>{there.value.needed}</strong> 人（五分之四）。
      </p>
      {silent.length > 0 && it.delegates === null ? (
        <p className="quiet field-wide">暂停行使表决权，已经扣除：{silent.map((one) => one.name).join("、")}。</p>
      ) : null}
      {it.delegates === null ? (
        <People
          id="step-left-out"
          label="不计入应到会的党员（没有就不填）"
          roster={roster}
          value={leftOut.map((one) => one.personId)}
          onChange={(ids) =>
            set({
              leftOut: ids.map(
                (personId) =>
                  leftOut.find((one) => one.personId === personId) ?? {
                    personId,
                    reason:
                      roster?.people.find((one) => one.personId === personId)?.away === null ? "bedridden" : "floating",
                  },
              ),
            })
          }
        />
      ) : null}
      {leftOut.map((one) => (
        <Field key={one.personId} label={`${nameIn(roster, one.personId)}的原因`} id={`step-why-${one.personId}`} wide>
          <Select
            id={`step-why-${one.personId}`}
            value={one.reason}
            options={reasons.map(({ value, term }) => ({ value: value as string, label: term }))}
            onChange={(reason: string) =>
              set({
                leftOut: leftOut.map((it_) => (it_.personId === one.personId ? { ...it_, reason } : it_)),
              })
            }
          />
        </Field>
      ))}
      {leftOut.some((one) => needsConsent(one.reason as LeftOut)) ? (
        <Field label="上级同意的文号或者依据" id="step-consent" wide>
          <Input
            id="step-consent"
            maxLength={100}
            value={given.consent ?? ""}
            onChange={(one) => set({ consent: one.target.value })}
          />
        </Field>
      ) : null}
      <Whole
        id="step-present"
        label="实到会有选举权的人数"
        value={given.present}
        onChange={(present) => set({ present })}
      />
      <Whole
        id="step-agreed"
        label="赞成选举办法的人数"
        value={given.agreed ?? given.present}
        onChange={(agreed) => set({ agreed })}
      />
      {given.present === undefined ? null : (
        <p className={there.value.enough ? "say say-good field-wide" : "say say-bad field-wide"} role="status">
          {there.grounds}
          {there.value.enough ? "，可以进行选举。" : "，不能进行选举。"} <ProvisionLine provision={there.provision} />
        </p>
      )}
    </>
  );
}
