import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/address.ts";
import { LEAVING, UNMASKING } from "#modules/membership/asks.ts";
import type { Leaving, MemberView, Unmasked, Unmasking } from "#modules/membership/contract.ts";
import { CorrectDialog } from "#modules/membership/desk/correct-dialog.tsx";
import { OpenAccount } from "#modules/membership/desk/open-account.tsx";
import { SENSITIVE, TRANSFER_MARKS } from "#modules/membership/desk/texts.ts";
import { TransferDialog } from "#modules/membership/transfers/desk/transfer-dialog.tsx";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { DESK } from "#web/desk/collected.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { sectionsOf } from "#web/desk/sections.tsx";

const More = sectionsOf(DESK.flatMap((part) => part.sections?.member ?? []));

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
  const answer = useAsk(at.member, { personId: params.personId ?? "", asOf }, { keep: true });
  return <Answer of={answer}>{(it) => <View member={it} />}</Answer>;
}

type Dialog = "unmask" | "transfer" | "leave" | "correct";

function View(props: { member: MemberView }): ReactNode {
  const { person, standing, memberships, events, posts, transfers, can } = props.member;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [shown, setShown] = useState<Unmasked>({});
  const current = memberships.find((it) => it.validTo === null) ?? memberships[0];
  const told = { personId: person.id, name: person.name, member: props.member };
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
            send={(body) => sendTo(at.account, { personId: person.id }, body)}
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
      <More beneath="党员信息" of={told} />
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
      <More beneath="转接" of={told} />
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
  return (
    <FactDialog
      title={`查看${props.name}的完整信息`}
      says={`查看会留下记录：时间、人员、内容和事由，${props.name}本人可以看到。`}
      button="查看"
      asks={UNMASKING}
      start={{ fields: ["mobile"] }}
      send={(values) => sendTo(at.unmasking, { personId: props.personId }, values as Unmasking)}
      saved={null}
      onDone={props.onShow}
      onClose={props.onClose}
    />
  );
}

function LeaveDialog(props: { personId: string; name: string; onClose: () => void }): ReactNode {
  return (
    <FactDialog
      title={`登记减少：${props.name}`}
      says="转到别的支部请用“转接组织关系”，不要在这里登记。"
      button="登记"
      asks={LEAVING}
      send={(values) => sendTo(at.leaving, { personId: props.personId }, values as Leaving)}
      onClose={props.onClose}
    />
  );
}
