import { useParams } from "@tanstack/react-router";
import { Button, Checkbox, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberView, Unmasked } from "#modules/membership/contract.ts";
import { CorrectDialog } from "#modules/membership/desk/correct-dialog.tsx";
import { OpenAccount } from "#modules/membership/desk/open-account.tsx";
import { SENSITIVE, TRANSFER_MARKS } from "#modules/membership/desk/texts.ts";
import { MemberDuesPart } from "#modules/membership/dues/desk/member-part.tsx";
import { MemberFloating } from "#modules/membership/floating/desk/member-part.tsx";
import { AwardsPart } from "#modules/membership/honours/desk/awards-part.tsx";
import { DisciplinePart } from "#modules/membership/honours/desk/discipline-part.tsx";
import { MemberMeetings } from "#modules/membership/meetings/desk/member-part.tsx";
import { MemberTransfers } from "#modules/membership/transfers/desk/member-part.tsx";
import { TransferDialog } from "#modules/membership/transfers/desk/transfer-dialog.tsx";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { api } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { DayField, Facts, Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";

const term = (set: CodeSetName, value: string | null | undefined): string => {
  if (!value) return "";
  const known = codeSet(set);
  return known.has(value) ? known.term(value) : value;
};

/** A day as exactly as it is known. */
const cut = (day: string | null, precision: string): string | null =>
  day === null ? null : precision === "year" ? day.slice(0, 4) : precision === "month" ? day.slice(0, 7) : day;

export function MemberPage(): ReactNode {
  const params: { personId?: string } = useParams({ strict: false });
  const asOf = useSearchText()["asOf"];
  const answer = useAsk<MemberView>(`/api/members/${params.personId ?? ""}`, { asOf }, { keep: true });
  return <Answer of={answer}>{(it) => <View member={it} />}</Answer>;
}

type Dialog = "unmask" | "transfer" | "leave" | "correct";

function View(props: { member: MemberView }): ReactNode {
  const { person, standing, memberships, events, posts, transfers, can } = props.member;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [shown, setShown] = useState<Unmasked>({});
  const current = memberships.find((it) => it.validTo === null) ?? memberships[0];
  const close = (): void => setDialog(null);
  const seen = (key: (typeof SENSITIVE)[number]["key"]): ReactNode => {
    const full = shown[key];
    if (full !== undefined) return <strong>{full ?? "没有登记"}</strong>;
    if (key === "mobile") return person.mobileMask;
    const held = {
      idNumber: person.hasIdNumber,
      address: person.hasAddress,
      registeredAddress: person.hasRegisteredAddress,
    };
    return held[key] ? "已登记（不显示）" : null;
  };
  return (
    <Page
      title={person.name}
      lead={
        current ? (
          <CurrentLine
            membership={current}
            category={standing?.categoryTerm ?? term("membership_category", current.category)}
            suspended={standing?.suspended === true}
          />
        ) : undefined
      }
      tools={
        <>
          <OpenAccount
            may={can.account}
            at={`/api/members/${person.id}/account`}
            name={person.name}
            sees="本人用手机看自己的记录、党费、会议和支部，办转接和更正，看不到别人的资料。"
          />
          {can.unmask ? <Button onClick={() => setDialog("unmask")}>查看完整信息</Button> : null}
          {can.correct ? <Button onClick={() => setDialog("correct")}>更正</Button> : null}
          {can.leave ? <Button onClick={() => setDialog("leave")}>登记减少</Button> : null}
          {can.transfer ? (
            <Button type="primary" onClick={() => setDialog("transfer")}>
              转接组织关系
            </Button>
          ) : null}
        </>
      }
    >
      <Facts
        facts={[
          ["性别", person.genderTerm],
          ["民族", term("ethnic_group", person.ethnicity)],
          ["出生日期", cut(person.birthOn, person.birthPrecision)],
          ["籍贯", person.nativePlace],
          ["曾用名", person.formerName],
          ["公民身份号码", seen("idNumber")],
          ["手机号码", seen("mobile")],
          ["家庭住址", seen("address")],
          ["户籍所在地", seen("registeredAddress")],
        ]}
      />
      {Object.keys(shown).length > 0 ? (
        <p className="quiet">
          完整信息只在本页显示一次，已记入操作日志，本人看得到。{" "}
          <button type="button" className="as-link" onClick={() => setShown({})}>
            重新遮住
          </button>
        </p>
      ) : null}
      {current ? (
        <Section title="党员信息">
          <Facts
            facts={[
              ["人员类别", standing?.categoryTerm ?? term("membership_category", current.category)],
              [
                "党龄",
                standing?.partyYears === null || standing?.partyYears === undefined
                  ? null
                  : `${standing.partyYears} 年`,
              ],
              ["党籍状态", term("registry_status", current.registryStatus)],
              ["加入党组织日期", cut(current.joinedOn, current.joinedPrecision)],
              ["转为正式党员日期", cut(current.fullOn, current.fullPrecision)],
              ["学历", term("education", current.education)],
              ["学位", current.degree],
              ["工作岗位", term("work_post", current.job)],
              ["工作单位及职务", current.workUnit],
              ["新社会阶层", term("social_stratum", current.stratum)],
              ["党小组", current.groupName],
              ["外出流向", current.flowDestination],
              [
                "失去联系",
                current.lostSince ? (
                  <Mark key="lost" kind="bad">
                    {current.lostSince} 起
                  </Mark>
                ) : null,
              ],
              ["备注", current.note],
            ]}
          />
        </Section>
      ) : null}
      <MemberDuesPart personId={person.id} />
      <MemberFloating personId={person.id} name={person.name} destination={current?.flowDestination ?? null} />
      <MemberMeetings personId={person.id} name={person.name} />
      <AwardsPart of="member" id={person.id} name={person.name} />
      <DisciplinePart
        personId={person.id}
        name={person.name}
        onRoster={memberships.some((it) => it.validTo === null)}
      />
      <Section title="所在支部的历史">
        <Plain
          caption="所在支部的历史"
          rows={memberships}
          id={(it) => it.id}
          columns={[
            {
              title: "支部",
              show: (it) => <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>,
            },
            { title: "起", show: (it) => it.validFrom },
            { title: "止", show: (it) => it.validTo ?? "" },
            { title: "人员类别", show: (it) => term("membership_category", it.category) },
            { title: "党籍状态", show: (it) => term("registry_status", it.registryStatus) },
          ]}
        />
      </Section>
      <Section title="增减记录">
        <Plain
          caption="增减记录"
          rows={events}
          id={(it) => it.id}
          columns={[
            { title: "日期", show: (it) => it.happenedOn },
            {
              title: "增减",
              show: (it) => (it.direction > 0 ? <Mark kind="good">增</Mark> : <Mark kind="plain">减</Mark>),
            },
            { title: "原因", show: (it) => it.term },
            { title: "支部", show: (it) => it.organizationName },
            { title: "来自 / 去往", show: (it) => it.counterpart ?? "" },
            { title: "说明", show: (it) => it.note },
          ]}
        />
      </Section>
      {posts.length > 0 ? (
        <Section title="任职">
          <Plain
            caption="任职"
            rows={posts}
            id={(it) => it.id}
            columns={[
              { title: "职务", show: (it) => term("party_post", it.post) },
              { title: "组织", show: (it) => it.organizationName },
              { title: "任职", show: (it) => it.validFrom },
              { title: "离任", show: (it) => it.validTo ?? "" },
            ]}
          />
        </Section>
      ) : null}
      {transfers.length > 0 ? (
        <Section title="转接">
          <Plain
            caption="转接"
            rows={transfers}
            id={(it) => it.id}
            columns={[
              { title: "开出日期", show: (it) => <Go href={`/transfers/${it.id}`}>{it.handedOverOn}</Go> },
              { title: "类型", show: (it) => it.kindTerm },
              { title: "从", show: (it) => it.from ?? "" },
              { title: "到", show: (it) => it.to ?? "" },
              { title: "状态", show: (it) => <Mark kind={TRANSFER_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark> },
              { title: "意见", show: (it) => it.note },
            ]}
          />
        </Section>
      ) : null}
      <MemberTransfers personId={person.id} name={person.name} />
      {dialog === "unmask" ? (
        <UnmaskDialog personId={person.id} name={person.name} onShow={setShown} onClose={close} />
      ) : null}
      {dialog === "transfer" ? (
        <TransferDialog persons={[{ id: person.id, name: person.name }]} onClose={close} />
      ) : null}
      {dialog === "leave" ? <LeaveDialog personId={person.id} name={person.name} onClose={close} /> : null}
      {dialog === "correct" && current ? (
        <CorrectDialog member={props.member} membership={current} onClose={close} />
      ) : null}
    </Page>
  );
}

function CurrentLine(props: {
  membership: MemberView["memberships"][number];
  category: string;
  suspended: boolean;
}): ReactNode {
  const it = props.membership;
  return (
    <>
      <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>{" "}
      <Mark kind={it.category === "full" ? "plain" : "info"}>{props.category}</Mark>{" "}
      {it.registryStatus === "normal" ? null : <Mark kind="warn">{term("registry_status", it.registryStatus)}</Mark>}{" "}
      {props.suspended && it.validTo === null ? <Mark kind="warn">暂停行使表决权</Mark> : null}{" "}
      {it.validTo ? <Mark kind="bad">{it.validTo} 离开</Mark> : null}
    </>
  );
}

function UnmaskDialog(props: {
  personId: string;
  name: string;
  onShow: (values: Unmasked) => void;
  onClose: () => void;
}): ReactNode {
  const [fields, setFields] = useState<readonly string[]>(["mobile"]);
  const [reason, setReason] = useState("");
  const deed = useDeed(
    () => api.post<Unmasked>(`/api/members/${props.personId}/unmasking`, { fields, reason: reason.trim() }),
    (answer) => {
      props.onShow(answer);
      props.onClose();
    },
  );
  return (
    <FormModal
      open
      title={`查看${props.name}的完整信息`}
      okText="查看"
      okButtonProps={{ loading: deed.busy, disabled: fields.length === 0 || Array.from(reason.trim()).length < 4 }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p>会留下记录：谁、什么时候、看了什么、为什么。{props.name}本人看得到。</p>
      <ProblemBox problem={deed.problem} />
      <fieldset className="part">
        <legend>看哪几项</legend>
        <Checkbox.Group
          value={[...fields]}
          options={SENSITIVE.map((it) => ({ label: it.term, value: it.key }))}
          onChange={(it) => setFields(it.map(String))}
        />
      </fieldset>
      <Field
        label="为什么要看"
        id="unmask-reason"
        fault={deed.problem?.faultOf("reason")}
        hint="写清要办的事，至少 4 个字，如“核对医保参保信息”。"
      >
        <Input.TextArea
          id="unmask-reason"
          autoSize={{ minRows: 2 }}
          maxLength={200}
          value={reason}
          onChange={(it) => setReason(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}

function LeaveDialog(props: { personId: string; name: string; onClose: () => void }): ReactNode {
  const today = useToday();
  const [code, setCode] = useState("");
  const [on, setOn] = useState(today);
  const [documentNumber, setDocument] = useState("");
  const [note, setNote] = useState("");
  const deed = useDeed(
    () =>
      api.post(`/api/members/${props.personId}/leaving`, {
        code,
        on,
        ...(note === "" ? {} : { note }),
        ...(documentNumber === "" ? {} : { documentNumber }),
      }),
    props.onClose,
  );
  return (
    <FormModal
      open
      title={`登记减少：${props.name}`}
      okText="登记"
      okButtonProps={{ loading: deed.busy, disabled: code === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">转到别的支部请用“转接组织关系”，不要在这里登记。</p>
      <ProblemBox problem={deed.problem} />
      <Field label="减少原因" id="leave-code" fault={deed.problem?.faultOf("code")}>
        <Select
          id="leave-code"
          value={code === "" ? null : code}
          placeholder="选择原因"
          options={codeSet("leave_reason").entries.map((it) => ({ value: it.value, label: it.term }))}
          onChange={(it: string) => setCode(it)}
        />
      </Field>
      <Field label="日期" id="leave-on" fault={deed.problem?.faultOf("on")}>
        <DayField id="leave-on" value={on} max={today} onChange={setOn} />
      </Field>
      <Field label="文号（可不填）" id="leave-document">
        <Input
          id="leave-document"
          maxLength={60}
          value={documentNumber}
          onChange={(it) => setDocument(it.target.value)}
        />
      </Field>
      <Field label="说明" id="leave-note">
        <Input.TextArea
          id="leave-note"
          autoSize={{ minRows: 2 }}
          maxLength={500}
          value={note}
          onChange={(it) => setNote(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
