import * as at from "#modules/membership/meetings/address.ts";
import "./meetings.css";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Cancelling, MeetingView, TaskView } from "#modules/membership/meetings/contract.ts";
import { long, reason } from "#platform/forms/asks.ts";
import type { Address } from "#platform/http/address.ts";
import { sendTo } from "#web/common/api.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useOpened } from "#web/desk/place.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { MeetingRecord } from "./record-dialog.tsx";
import { STATE_MARKS } from "./texts.ts";

const useId = (): string => {
  const params: { id?: string } = useParams({ strict: false });
  return params.id ?? "";
};

/** One meeting: its plan, who is called or was there, minutes, decisions and what became of them, what stood before. */
export function MeetingPage(): ReactNode {
  const id = useId();
  const answer = useAsk(at.meeting, { id });
  return <Answer of={answer}>{(it) => <View key={it.id} it={it} />}</Answer>;
}

/** The minutes as a paper. */
export function MeetingMinutes(): ReactNode {
  const id = useId();
  return <PaperPage paper={at.minutes} given={{ id }} back={{ term: "回到会议", href: `/meetings/${id}` }} />;
}

/** The sheet that lies at the door, printed before the meeting. */
export function MeetingSheet(): ReactNode {
  const id = useId();
  return <PaperPage paper={at.sheet} given={{ id }} back={{ term: "回到会议", href: `/meetings/${id}` }} />;
}

function View({ it }: { it: MeetingView }): ReactNode {
  const [dialog, setDialog] = useOpened("do");
  const [told, setTold] = useState<{ called: number; told: number } | null>(null);
  const here = { id: it.id };
  const invite = useDeed(() => sendTo(at.invitation, here, null), setTold);
  const restore = useDeed(() => sendTo(at.restoration, here, null));
  const answer = useDeed((joins: boolean) => sendTo(at.joining, here, { joins }));
  const held = it.state === "held";
  return (
    <Page
      title={it.title}
      lead={
        <>
          <Mark kind={STATE_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark> {dayInWords(it.on)}
          {it.starts === null ? "" : ` ${it.starts}`}
          {it.ends === null ? "" : `至${it.ends}`}，
          <Go href={`/meetings?org=${it.organizationId}&year=${it.on.slice(0, 4)}`}>{it.organizationName}</Go>
        </>
      }
      tools={
        <>
          {held ? <Go href={`/meetings/${it.id}/minutes`}>会议记录（打印、Word）</Go> : null}
          {held || it.state === "cancelled" ? null : <Go href={`/meetings/${it.id}/sheet`}>打印签到表</Go>}
          {it.can.cancel ? <Button onClick={() => setDialog("cancel")}>取消会议</Button> : null}
          {it.can.change ? <Button onClick={() => setDialog("change")}>更改安排</Button> : null}
          {it.can.invite ? (
            <Button
              type={it.can.record ? "default" : "primary"}
              loading={invite.busy}
              onClick={() => void invite.run(undefined)}
            >
              {it.invitedOn === null ? "通知党员" : "再通知一次"}
            </Button>
          ) : null}
          {it.can.record ? (
            <Button type="primary" onClick={() => setDialog("record")}>
              记录会议
            </Button>
          ) : null}
          {it.can.correct ? <Button onClick={() => setDialog("record")}>更正记录</Button> : null}
          {it.can.restore ? (
            <Button loading={restore.busy} onClick={() => void restore.run(undefined)}>
              恢复会议
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemBox problem={invite.problem ?? restore.problem ?? answer.problem} />
      {told ? (
        <p className="say say-good" role="status">
          已列入应到 {number(told.called)} 人，其中 {number(told.told)} 人有账号，收到了通知。没有账号的请另行告知。
        </p>
      ) : null}
      {it.state === "cancelled" ? (
        <p className="say">
          {it.cancelledOn} 取消，原因：{it.cancelReason}
        </p>
      ) : null}
      {it.can.answer && it.state !== "held" && it.state !== "planned" && it.state !== "unrecorded" ? (
        <div className="say say-warn">
          <strong>{it.parts.find((part) => part.convenes)?.organizationName}邀请本支部联合召开这次会议</strong>
          <div className="actions">
            <Button type="primary" loading={answer.busy} onClick={() => void answer.run(true)}>
              参加
            </Button>
            {it.state === "asked" ? (
              <Button loading={answer.busy} onClick={() => void answer.run(false)}>
                不参加
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
      <Section title="会议">
        <Facts
          facts={[
            ["会议类型", it.kindTerms],
            ["参会范围", it.bodyTerm],
            ["议题、主题", it.topic || null],
            ["地点", it.place],
            ["主持人", it.chair],
            ["记录人", it.recorder],
            ["授课人", it.lecturer],
            ["列席", it.superiors],
            ["学时", it.hours === 0 ? null : `${it.hours} 学时`],
            ["安排", `${it.plannedBy}，${it.plannedOn}`],
            ["通知", it.invitedOn],
            ["记录", it.recordedOn === null ? null : `${it.recordedBy ?? ""}，${it.recordedOn}`],
          ]}
        />
      </Section>
      {it.parts.length > 0 ? (
        <Section title="联合召开" note="一次会议，各支部各记到会、各算人数。">
          <Plain
            caption="参加的支部"
            rows={it.parts}
            id={(part) => part.id}
            columns={[
              {
                title: "支部",
                show: (part) =>
                  part.open && part.id !== it.id ? (
                    <Go href={`/meetings/${part.id}`}>{part.organizationName}</Go>
                  ) : (
                    part.organizationName
                  ),
              },
              { title: "", show: (part) => (part.convenes ? "召集" : "参加") },
              { title: "状态", show: (part) => part.stateTerm },
            ]}
          />
        </Section>
      ) : null}
      <People it={it} />
      {it.items.length > 0 || it.votes.length > 0 || it.summary !== "" ? <Minutes it={it} /> : null}
      {it.tasks.length > 0 ? <Tasks it={it} /> : null}
      {it.revisions.length > 0 ? (
        <Section title="更改和更正前的内容">
          {it.revisions.map((each) => (
            <div key={each.id} className="minutes-item">
              <p>
                {each.madeOn} {each.madeBy}
                {each.reason === "" ? "更改了安排" : `，原因：${each.reason}`}
              </p>
              {each.lines.map((line) => (
                <p key={line} className="quiet">
                  原为：{line}
                </p>
              ))}
            </div>
          ))}
        </Section>
      ) : null}
      {dialog === "record" && (it.can.record || it.can.correct) ? (
        <MeetingRecord it={it} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === "change" && it.can.change ? <Changing it={it} onClose={() => setDialog(null)} /> : null}
      {dialog === "cancel" && it.can.cancel ? (
        <FactDialog
          title="取消会议"
          says={it.invitedOn === null ? "取消以后可以恢复。" : "已经通知的党员会收到取消的通知。取消以后可以恢复。"}
          button="取消会议"
          asks={{ reason: reason("原因") }}
          send={(values) => sendTo(at.cancellation, here, values as Cancelling)}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}

/** What the branch has is asked only when a plan is changed. */
function Changing(props: { it: MeetingView; onClose: () => void }): ReactNode {
  const { it } = props;
  const roll = useAsk(at.roll, {
    organizationId: it.organizationId,
    body: "members",
    on: it.on,
  });
  if (!roll.data) return null;
  return (
    <PlanDialog
      organizationId={it.organizationId}
      committee={roll.data.committee}
      groups={roll.data.groups}
      was={it}
      onClose={props.onClose}
    />
  );
}

function People({ it }: { it: MeetingView }): ReactNode {
  const { numbers } = it;
  if (it.told !== null && it.people.length === 0)
    return (
      <Section title="到会情况" note="台账只有人数；补勾名单请点“更正记录”。">
        <Facts
          facts={[
            ["应到", it.told.expected === null ? null : `${number(it.told.expected)} 人`],
            ["实到", it.told.present === null ? null : `${number(it.told.present)} 人`],
            ["缺席人员及原因", it.told.absent],
          ]}
        />
      </Section>
    );
  const held = it.state === "held";
  const by = (state: string) => it.people.filter((each) => (held ? each.state : each.usual) === state);
  const names = (state: string): ReactNode =>
    by(state).length === 0
      ? null
      : by(state)
          .map((each) => `${each.name}${each.reason === "" ? "" : `（${each.reason}）`}`)
          .join("、");
  return (
    <Section title={held ? "到会情况" : "应到名单"}>
      <p>
        应到 {number(numbers.expected)} 人{held ? `，到会 ${number(numbers.present)} 人` : ""}；有表决权的应到{" "}
        {number(numbers.due)} 人
        {held ? (
          <>
            、到会 {number(numbers.presentDue)} 人，
            <Mark kind={numbers.reached ? "good" : "warn"}>
              {numbers.reached ? "可以作出决议" : `不足 ${number(numbers.needed)} 人，不能作出决议`}
            </Mark>
          </>
        ) : (
          `，到会 ${number(numbers.needed)} 人才能作出决议`
        )}
        。
      </p>
      {it.body === "group" ? null : <ProvisionLine provision={numbers.provision} />}
      <Facts
        columns={1}
        facts={[
          [held ? "到会" : "应到", names("present")],
          ["请假", names("excused")],
          ["缺席", names("absent")],
          ["不作要求", names("exempt")],
        ]}
      />
    </Section>
  );
}

function Minutes({ it }: { it: MeetingView }): ReactNode {
  return (
    <Section title="会议记录">
      {it.summary === "" ? null : <p>{it.summary}</p>}
      {it.items.map((item, at) => (
        <div key={item.id} className="minutes-item">
          <p>
            <strong>
              {at + 1}. {item.title}
            </strong>
          </p>
          {item.discussion === "" ? null : <p>{item.discussion}</p>}
          {item.dissent === "" ? null : <p>不同意见：{item.dissent}</p>}
          {item.vote === null ? null : (
            <p>
              赞成 {number(item.vote.yes)} 票，反对 {number(item.vote.no)} 票，弃权 {number(item.vote.abstain)} 票{" "}
              <Mark kind={item.carried === true ? "good" : "warn"}>{item.carried === true ? "通过" : "没有通过"}</Mark>
            </p>
          )}
          {item.decision === "" ? null : <p>决议：{item.decision}</p>}
        </div>
      ))}
      {it.votes.map((vote, at) => (
        <div key={vote.id} className="minutes-item">
          <p>
            <strong>
              {it.items.length + at + 1}. <Go href={`/recruiting/${vote.caseId}`}>{vote.title}</Go>
            </strong>
          </p>
          <p>
            赞成 {number(vote.yes)} 票，反对 {number(vote.no)} 票，弃权 {number(vote.abstain)} 票
            {vote.writtenYes + vote.writtenNo === 0
              ? null
              : `；书面意见赞成 ${number(vote.writtenYes)} 份，反对 ${number(vote.writtenNo)} 份`}{" "}
            <Mark kind={vote.carried ? "good" : "warn"}>{vote.carried ? "通过" : "没有通过"}</Mark>
          </p>
        </div>
      ))}
    </Section>
  );
}

const TASK_DEEDS = {
  completion: { to: at.taskCompletion, title: "办结议定事项", button: "办结", key: "note", term: "办理情况" },
  reopening: { to: at.taskReopening, title: "重新打开", button: "重新打开", key: "reason", term: "原因（至少4个字）" },
  withdrawal: {
    to: at.taskWithdrawal,
    title: "撤销议定事项",
    button: "撤销",
    key: "reason",
    term: "原因（至少4个字）",
  },
} as const;

function Tasks({ it }: { it: MeetingView }): ReactNode {
  const [asked, setAsked] = useOpened("task");
  const [other, setOther] = useState<{ task: TaskView; deed: keyof typeof TASK_DEEDS } | null>(null);
  const open = it.tasks.find(
    (task) => it.can.task && task.id === asked && task.doneOn === null && task.withdrawnOn === null,
  );
  const doing = other ?? (open ? { task: open, deed: "completion" as const } : null);
  const deed = doing === null ? null : TASK_DEEDS[doing.deed];
  const close = (): void => {
    setOther(null);
    if (asked !== null) setAsked(null);
  };
  return (
    <Section title="议定事项">
      <Plain
        caption="议定事项"
        rows={it.tasks}
        id={(task) => task.id}
        columns={[
          { title: "事项", show: (task) => task.what },
          { title: "责任人", show: (task) => task.personName },
          { title: "完成期限", show: (task) => task.dueOn },
          {
            title: "办理情况",
            show: (task) =>
              task.withdrawnOn !== null ? (
                <Mark kind="plain">{task.withdrawnOn} 撤销</Mark>
              ) : task.doneOn !== null ? (
                <>
                  <Mark kind="good">{task.doneOn} 办结</Mark> {task.doneNote}
                </>
              ) : task.late ? (
                <Mark kind="bad">逾期</Mark>
              ) : (
                "在办"
              ),
          },
          {
            title: "办理",
            show: (task) =>
              !it.can.task || task.withdrawnOn !== null ? null : task.doneOn === null ? (
                <>
                  <Button type="link" size="small" onClick={() => setAsked(task.id)}>
                    办结
                  </Button>
                  <Button type="link" size="small" onClick={() => setOther({ task, deed: "withdrawal" })}>
                    撤销
                  </Button>
                </>
              ) : (
                <Button type="link" size="small" onClick={() => setOther({ task, deed: "reopening" })}>
                  重新打开
                </Button>
              ),
          },
        ]}
      />
      {doing && deed ? (
        <FactDialog
          title={deed.title}
          says={doing.task.what}
          button={deed.button}
          asks={{ [deed.key]: long(deed.term) }}
          send={(values) => sendTo(TASK_DEEDS[doing.deed].to as Address<"POST">, { id: doing.task.id }, values)}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}
