import { Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { HostPick } from "#modules/membership/floating/desk/host-pick.tsx";
import * as at from "#modules/membership/meetings/address.ts";
import type { MeetingView, PlanBody, Proposal } from "#modules/membership/meetings/contract.ts";
import { bodiesOf, type MeetingKind } from "#modules/membership/meetings/rules.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { isDay, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";
import { KIND_OPTIONS } from "./texts.ts";

interface Draft {
  readonly kinds: MeetingKind[];
  readonly body: PlanBody["body"];
  readonly groupName: string | undefined;
  readonly on: string;
  readonly starts: string;
  readonly ends: string;
  readonly place: string;
  readonly topic: string;
  readonly chair: string;
  readonly lecturer: string;
  readonly hours: number;
}

const sent = (it: Draft) => ({
  kinds: it.kinds,
  body: it.body,
  ...(it.body === "group" ? { groupName: it.groupName } : {}),
  on: it.on,
  hours: it.hours,
  ...Object.fromEntries(
    (["starts", "ends", "place", "topic", "chair", "lecturer"] as const).flatMap((key) =>
      it[key].trim() === "" ? [] : [[key, it[key].trim()]],
    ),
  ),
});

/** Plans one meeting, with other branches if it is a joint one; or changes a plan. */
export function PlanDialog(props: {
  organizationId: string;
  committee: boolean;
  groups: readonly string[];
  was?: MeetingView;
  onClose: (id: string | null) => void;
}): ReactNode {
  const { was } = props;
  const today = useToday();
  const [typed, setTyped] = useState<Partial<Draft>>({});
  const [begun] = useState<Draft>(
    was
      ? {
          kinds: was.kinds as MeetingKind[],
          body: was.body as Draft["body"],
          groupName: was.groupName ?? undefined,
          on: was.on,
          starts: was.starts ?? "",
          ends: was.ends ?? "",
          place: was.place,
          topic: was.topic,
          chair: was.chair,
          lecturer: was.lecturer,
          hours: was.hours,
        }
      : {
          kinds: ["theme_day"],
          body: "members",
          groupName: props.groups[0],
          on: today,
          starts: "",
          ends: "",
          place: "",
          topic: "",
          chair: "",
          lecturer: "",
          hours: 2,
        },
  );
  const [others, setOthers] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const set = (some: Partial<Draft>): void => setTyped((it) => ({ ...it, ...some }));
  // A new plan begins where and when the last meeting of that body was; what was typed stands over it.
  const { body, groupName, on } = { ...begun, ...typed };
  const roll = useAsk(
    at.roll,
    { organizationId: props.organizationId, body, on, ...(body === "group" ? { groupName: groupName ?? "" } : {}) },
    { enabled: was === undefined && isDay(on), keep: true },
  );
  const usual = roll.data?.usual;
  const draft: Draft = {
    ...begun,
    ...(usual && { place: usual.place, starts: usual.starts ?? "", ends: usual.ends ?? "", chair: usual.chair }),
    ...typed,
  };
  const bodies = bodiesOf(draft.kinds);
  const deed = useDeed(
    async () => {
      if (was) {
        await sendTo(at.change, { id: was.id }, { ...sent(draft), ...(reason.trim() === "" ? {} : { reason }) });
        return { ids: [was.id] };
      }
      return await sendTo(
        at.planning,
        {},
        {
          organizationId: props.organizationId,
          meetings: [sent(draft)],
          ...(others.length > 0 ? { withOrganizationIds: others } : {}),
        },
      );
    },
    (made) => props.onClose(made.ids[0] ?? null),
  );
  const told = was !== undefined && was.invitedOn !== null;
  const options = KIND_OPTIONS.filter(
    (it) =>
      (props.committee || it.value !== "committee_meeting") &&
      (props.groups.length > 0 || it.value !== "group_meeting"),
  );
  const text = (key: "starts" | "ends" | "place" | "topic" | "chair" | "lecturer", label: string): ReactNode => (
    <Field label={label} id={`plan-${key}`} fault={deed.problem?.faultOf(key)}>
      <Input
        id={`plan-${key}`}
        maxLength={key === "topic" ? 400 : 100}
        value={draft[key]}
        onChange={(it) => set({ [key]: it.target.value })}
      />
    </Field>
  );
  return (
    <FormModal
      open
      width={680}
      title={was ? "更改会议安排" : "安排会议"}
      okText={was ? "更改" : "安排"}
      okButtonProps={{
        loading: deed.busy,
        disabled: bodies.length === 0 || !isDay(draft.on) || (told && Array.from(reason.trim()).length < 4),
      }}
      onOk={() => void deed.run(undefined)}
      onCancel={() => props.onClose(null)}
    >
      {told ? <p className="quiet">已经通知过党员，更改以后会再通知一次，原来的安排保留可查。</p> : null}
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field
          label="会议类型（可以几种合开）"
          id="plan-kinds"
          wide
          fault={bodies.length === 0 ? "这几种不能合在一起开，请分开安排。" : undefined}
        >
          <Select
            id="plan-kinds"
            mode="multiple"
            value={draft.kinds}
            options={options}
            onChange={(kinds: MeetingKind[]) => set({ kinds, body: bodiesOf(kinds)[0] ?? draft.body })}
          />
        </Field>
        {bodies.length > 1 ? (
          <Field label="参会范围" id="plan-body">
            <Select
              id="plan-body"
              value={draft.body}
              options={bodies
                .filter((it) => it !== "group" || props.groups.length > 0)
                .map((value) => ({ value, label: codeSet("meeting_body").term(value) }))}
              onChange={(body: Draft["body"]) => set({ body })}
            />
          </Field>
        ) : null}
        {draft.body === "group" ? (
          <Field label="党小组" id="plan-group">
            <Select
              id="plan-group"
              value={draft.groupName ?? null}
              options={props.groups.map((value) => ({ value, label: value }))}
              onChange={(groupName: string) => set({ groupName })}
            />
          </Field>
        ) : null}
        <Field label="日期" id="plan-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="plan-on" value={draft.on} min={today} onChange={(on) => set({ on })} />
        </Field>
        {text("starts", "开始时间（如 19:30）")}
        {text("ends", "结束时间（可不填）")}
        {text("place", "地点")}
        {text("topic", "议题、主题（事前定好）")}
        {text("chair", "主持人（可不填）")}
        {draft.kinds.includes("party_lecture") ? text("lecturer", "授课人") : null}
        <Field label="学时" id="plan-hours">
          <InputNumber
            id="plan-hours"
            min={0}
            max={40}
            precision={0}
            value={draft.hours}
            onChange={(it) => set({ hours: it ?? 0 })}
          />
        </Field>
        {was || draft.body !== "members" ? null : (
          <Field label="联合召开的支部（可不填）" id="plan-others" hint="对方答复参加后，各自记录到会、各算各的人数。">
            <HostPick
              id="plan-others"
              value={others[0] ?? ""}
              onChange={(id) => setOthers(id === undefined ? [] : [id])}
            />
          </Field>
        )}
        {told ? (
          <Field label="更改的原因（至少4个字）" id="plan-reason" wide>
            <Input id="plan-reason" maxLength={400} value={reason} onChange={(it) => setReason(it.target.value)} />
          </Field>
        ) : null}
      </div>
    </FormModal>
  );
}

/** The whole year in one act: as the rules ask for it, each line editable, those without a tick left out. */
export function YearDialog(props: {
  organizationId: string;
  year: number;
  onClose: (count: number | null) => void;
}): ReactNode {
  const [fixedDay, setDay] = useState<number | null>(null);
  const answer = useAsk(at.proposal, {
    organizationId: props.organizationId,
    year: props.year,
    ...(fixedDay === null ? {} : { day: fixedDay }),
  });
  const [rows, setRows] = useState<readonly (Proposal["meetings"][number] & { key: string; taken: boolean })[]>([]);
  useEffect(() => {
    setRows((answer.data?.meetings ?? []).map((it, at) => ({ ...it, key: `${at}`, taken: true })));
  }, [answer.data]);
  const taken = rows.filter((it) => it.taken);
  const deed = useDeed(
    () =>
      sendTo(
        at.planning,
        {},
        {
          organizationId: props.organizationId,
          meetings: taken.map(({ key: _key, taken: _taken, groupName, starts, place, ...it }) => ({
            ...it,
            ...(groupName === null ? {} : { groupName }),
            ...(starts === null ? {} : { starts }),
            ...(place === "" ? {} : { place }),
          })),
        },
      ),
    () => props.onClose(taken.length),
  );
  const patch = (key: string, some: Partial<(typeof rows)[number]>): void =>
    setRows((was) => was.map((it) => (it.key === key ? { ...it, ...some } : it)));
  return (
    <FormModal
      open
      width={760}
      title={`排好 ${props.year} 年的会议`}
      okText={`安排 ${number(taken.length)} 次会议`}
      okButtonProps={{ loading: deed.busy, disabled: taken.length === 0 || taken.some((it) => !isDay(it.on)) }}
      onOk={() => void deed.run(undefined)}
      onCancel={() => props.onClose(null)}
    >
      <ProblemBox problem={deed.problem} />
      <Answer of={answer}>
        {(data) => (
          <>
            <div className="form-grid">
              <Field label="主题党日固定在每月几日" id="year-day">
                <InputNumber
                  id="year-day"
                  min={1}
                  max={31}
                  precision={0}
                  value={fixedDay ?? data.fixedDay}
                  onChange={(it) => setDay(it)}
                />
              </Field>
            </div>
            <p>
              <ProvisionLine provision={data.provision} />
            </p>
            {rows.length === 0 ? (
              <p className="say say-good">规定要开的都已经安排或开过了。</p>
            ) : (
              <div className="scroll-x" role="region" aria-label="拟安排的会议" tabIndex={0}>
                <table className="plain plan-rows">
                  <tbody>
                    {rows.map((it) => (
                      <tr key={it.key}>
                        <td>
                          <Checkbox
                            aria-label={`安排${it.title}`}
                            checked={it.taken}
                            onChange={(event) => patch(it.key, { taken: event.target.checked })}
                          />
                        </td>
                        <td>
                          <DayField
                            label={`${it.title}的日期`}
                            value={it.on}
                            onChange={(on) => patch(it.key, { on })}
                          />
                        </td>
                        <td>
                          <Input
                            aria-label="会议标题"
                            maxLength={100}
                            value={it.title}
                            onChange={(event) => patch(it.key, { title: event.target.value })}
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </Answer>
    </FormModal>
  );
}
