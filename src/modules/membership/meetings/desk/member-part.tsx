import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/meetings/address.ts";
import { STANDING, TALK } from "#modules/membership/meetings/asks.ts";
import type { StandingBody, TalkBody, MemberMeetings as View } from "#modules/membership/meetings/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Deeds } from "#web/desk/parts/deeds.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Mark, Plain, Section } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

const SHOWN = 6;
const ATTENDED: readonly Column<View["rows"][number]>[] = [
  { title: "日期", show: (it) => it.on },
  { title: "会议", show: (it) => <Go href={`/meetings/${it.meetingId}`}>{it.title}</Go> },
  { title: "到会情况", show: (it) => `${it.stateTerm}${it.reason === "" ? "" : `（${it.reason}）`}` },
  { title: "学时", number: true, show: (it) => (it.hours === 0 ? "" : number(it.hours)) },
];

/** On the page of a member: meetings of the year, study, what they are to do, talks, and how they stand in meetings. */
export function MemberMeetings(props: { personId: string; name: string }): ReactNode {
  const today = useToday();
  const answer = useAsk(at.meetingsOfMember, { personId: props.personId });
  const [all, setAll] = useState(false);
  const end = useDeed((id: string) => sendTo(at.standingEnding, { id }, {}));
  if (!answer.data) return null;
  const it = answer.data;
  const standing = it.standings.filter((each) => each.to === null || each.to > today);
  const open = it.tasks.filter((task) => task.doneOn === null);
  return (
    <Section
      title="组织生活"
      tools={
        it.can.write ? (
          <Deeds
            size="small"
            deeds={[
              {
                term: "登记谈心谈话",
                title: `登记谈心谈话：${props.name}`,
                button: "登记",
                asks: TALK,
                send: (values) => sendTo(at.talk, {}, { ...(values as TalkBody), personId: props.personId }),
              },
              standing.length > 0
                ? null
                : {
                    term: "登记免于参会",
                    title: `登记不计入应到会人员：${props.name}`,
                    says: "登记一次就行：年老、患病、行动不便的不算缺席、不催学时。",
                    button: "登记",
                    asks: STANDING,
                    send: (values) =>
                      sendTo(at.standing, {}, { ...(values as StandingBody), personId: props.personId }),
                  },
            ]}
          />
        ) : null
      }
    >
      <ProblemBox problem={end.problem} />
      <p>
        {it.year} 年应参加 {number(it.called)} 次，到会 {number(it.present)} 次，请假 {number(it.excused)} 次，缺席{" "}
        {number(it.absent)} 次；集中学习 {number(it.hours)} 学时
        {standing.length > 0 ? "" : `（一般不少于 ${it.asked} 学时）`}。
      </p>
      {standing.map((each) => (
        <p key={each.id}>
          <Mark kind="info">{each.reasonTerm}</Mark> {each.from} 起{each.to === null ? "" : `，到 ${each.to}`}
          {each.approval === "" ? "" : `，不计入应到人数，依据：${each.approval}`}
          {each.note === "" ? "" : `，${each.note}`}
          {it.can.write && each.to === null ? (
            <Button type="link" size="small" loading={end.busy} onClick={() => void end.run(each.id)}>
              今天起结束
            </Button>
          ) : null}
        </p>
      ))}
      <Plain
        caption="参加会议的情况"
        rows={all ? it.rows : it.rows.slice(0, SHOWN)}
        id={(row) => row.meetingId}
        columns={ATTENDED}
        empty="还没有会议记录。"
      />
      {it.rows.length > SHOWN && !all ? (
        <button type="button" className="as-link" onClick={() => setAll(true)}>
          看全部 {number(it.rows.length)} 次
        </button>
      ) : null}
      {open.length > 0 ? (
        <Plain
          caption="在办的议定事项"
          rows={open}
          id={(task) => task.id}
          columns={[
            { title: "要办的事", show: (task) => <Go href={`/meetings/${task.meetingId}`}>{task.what}</Go> },
            { title: "完成期限", show: (task) => (task.late ? <Mark kind="bad">{task.dueOn} 逾期</Mark> : task.dueOn) },
          ]}
        />
      ) : null}
      {it.talks.length > 0 ? (
        <Plain
          caption="谈心谈话"
          rows={it.talks}
          id={(talk) => talk.id}
          columns={[
            { title: "谈话日期", show: (talk) => talk.on },
            { title: "与谁谈", show: (talk) => talk.withName },
            { title: "主要内容", show: (talk) => `${talk.content}${talk.withdrawn ? "（已撤销）" : ""}` },
          ]}
        />
      ) : null}
    </Section>
  );
}
