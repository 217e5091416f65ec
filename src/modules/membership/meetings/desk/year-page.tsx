import * as at from "#modules/membership/meetings/address.ts";
import "./meetings.css";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import type { HeatView, MeetingBrief, TaskView, YearView } from "#modules/membership/meetings/contract.ts";
import { isMeetingKind } from "#modules/membership/meetings/rules.ts";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useYear, YearPick } from "#web/desk/parts/year-pick.tsx";
import { useGo, useOpened, usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";
import { PlanDialog, YearDialog } from "./plan-dialog.tsx";
import { QuickRecord } from "./record-dialog.tsx";
import { NEED_MARKS, NEED_SAYS, STATE_MARKS } from "./texts.ts";

const YEARS_BACK = 5;

/** The meetings of a year: of a branch its calendar, of a town its branches by months. */
export function MeetingYear(): ReactNode {
  const today = useToday();
  const { id, node } = usePlace();
  const of = useYear();
  const { year } = of;
  const answer = useAsk(
    at.meetingsOfYear,
    { organizationId: id ?? "", year },
    { enabled: id !== undefined, keep: true },
  );
  const years = <YearPick of={of} from={of.thisYear - YEARS_BACK} to={of.thisYear + 1} />;
  return (
    <Answer of={answer}>
      {(data) =>
        data.branch ? (
          <BranchYear key={`${data.organizationId} ${data.year}`} data={data} years={years} today={today} />
        ) : (
          <Page
            wide
            title={`会议：${node?.shortName ?? ""}`}
            lead="各支部各月开了几次会，还缺什么。点支部看全年安排。"
            tools={years}
          >
            <Heat organizationId={data.organizationId} year={year} />
          </Page>
        )
      }
    </Answer>
  );
}

function BranchYear(props: { data: YearView; years: ReactNode; today: string }): ReactNode {
  const { data } = props;
  const search = useSearchText();
  const patch = usePatchSearch();
  const go = useGo();
  const asked = search["record"];
  const [plan, setPlan] = useOpened("plan");
  const dialog = data.can.write ? plan : null;
  const study = useRef<HTMLDivElement>(null);
  const shown = search["show"];
  useEffect(() => {
    if (shown === "study") study.current?.scrollIntoView();
  }, [shown]);
  const recording = asked !== undefined && data.can.write;
  const open = (id: string | null): void => {
    if (id === null) patch({ record: null, plan: null });
    else go(`/meetings/${id}?org=${data.organizationId}`);
  };
  const left = data.yearly.filter((it) => it.state === "missing" || it.state === "ahead");
  const missing = data.months.flatMap((it) => it.needs).filter((it) => it.state === "missing").length;
  const tasks = data.tasks.filter((it) => it.doneOn === null);
  return (
    <Page
      wide
      title={`会议：${data.organizationName}`}
      lead="三会一课、主题党日、组织生活会。一次会可以几种合开，只记一遍。"
      tools={
        <>
          {props.years}
          {data.can.write ? (
            <>
              <Button onClick={() => setPlan("year")}>生成全年计划</Button>
              <Button onClick={() => setPlan("new")}>安排会议</Button>
              <Button type="primary" onClick={() => patch({ record: "theme_day" })}>
                记录会议
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <p className={missing === 0 && data.unrecorded === 0 ? "say say-good" : "say"} role="status">
        {data.year} 年已开 {number(data.held)} 次，已安排 {number(data.planned)} 次
        {data.unrecorded > 0 ? `，待记录 ${number(data.unrecorded)} 次` : ""}
        {missing > 0 ? `；应召开未记录 ${number(missing)} 项，详见各月` : "，没有缺项"}。
      </p>
      <div className="meeting-months">
        {data.months.map((it) => (
          <Month
            key={it.month}
            it={it}
            now={props.today.startsWith(`${data.year}-${String(it.month).padStart(2, "0")}`)}
            organizationId={data.organizationId}
          />
        ))}
      </div>
      <Section title="每年至少一次" note={left.length === 0 ? "都已经开过或安排好了。" : `还有 ${left.length} 项`}>
        <div className="meeting-needs">
          {data.yearly.map((it) => (
            <Mark key={it.kind} kind={NEED_MARKS[it.state]}>
              {it.term}：{NEED_SAYS[it.state]}
              {it.on === null ? "" : `（${it.on}）`}
            </Mark>
          ))}
        </div>
      </Section>
      <div ref={study} />
      <Section
        title="学习学时"
        tools={
          <Go
            href={`/r/meeting-standings?org=${data.organizationId}`}
          >{`不计入应到会人员 ${number(data.standings)} 人`}</Go>
        }
      >
        <p>
          今年集中学习满学时的 {number(data.study.enough)} 人，共 {number(data.study.members)} 人（党员{" "}
          {data.study.asked} 学时，书记、委员 {data.study.officerAsked} 学时；年老、患病、行动不便的不计）。
        </p>
        <ProvisionLine provision={data.study.provision} />
      </Section>
      <Section
        title="议定事项"
        note={tasks.length === 0 ? undefined : `在办 ${number(tasks.length)} 件`}
        tools={<Go href={`/r/meeting-tasks?org=${data.organizationId}`}>看全部</Go>}
      >
        <Plain
          caption="在办的议定事项"
          rows={tasks}
          id={(it) => it.id}
          columns={TASKS}
          empty="没有在办的事项。记录会议时写明责任人和期限，这里就有。"
        />
      </Section>
      {dialog === "new" ? (
        <PlanDialog
          organizationId={data.organizationId}
          committee={data.committee}
          groups={data.groups}
          onClose={open}
        />
      ) : null}
      {dialog === "year" ? (
        <YearDialog organizationId={data.organizationId} year={data.year} onClose={() => setPlan(null)} />
      ) : null}
      {recording ? (
        <QuickRecord
          organizationId={data.organizationId}
          kind={isMeetingKind(asked) ? asked : undefined}
          committee={data.committee}
          groups={data.groups}
          onClose={open}
        />
      ) : null}
    </Page>
  );
}

const TASKS: readonly Column<TaskView>[] = [
  { title: "事项", show: (it) => <Go href={`/meetings/${it.meetingId}`}>{it.what}</Go> },
  { title: "责任人", show: (it) => it.personName },
  {
    title: "完成期限",
    show: (it) => (it.late ? <Mark kind="bad">{it.dueOn} 逾期</Mark> : it.dueOn),
  },
  { title: "哪次会议", show: (it) => `${it.meetsOn} ${it.meetingTitle}` },
];

function Month(props: { it: YearView["months"][number]; now: boolean; organizationId: string }): ReactNode {
  const { it } = props;
  const open = it.needs.filter((need) => need.state !== "held");
  return (
    <section className={props.now ? "meeting-month meeting-month-now" : "meeting-month"} aria-label={`${it.month}月`}>
      <h3>
        {it.month}月{props.now ? <span className="quiet">本月</span> : null}
      </h3>
      <ul>
        {it.meetings.map((meeting) => (
          <Line key={meeting.id} it={meeting} organizationId={props.organizationId} />
        ))}
      </ul>
      {open.length === 0 ? null : (
        <p className="meeting-needs">
          {open.map((need) => (
            <Mark key={need.kind} kind={NEED_MARKS[need.state]}>
              {need.term}：{NEED_SAYS[need.state]}
            </Mark>
          ))}
        </p>
      )}
    </section>
  );
}

function Line(props: { it: MeetingBrief; organizationId: string }): ReactNode {
  const { it } = props;
  return (
    <li>
      <span>{Number(it.on.slice(8))}日</span>
      <span className={it.state === "cancelled" ? "meeting-cancelled" : undefined}>
        <Go href={`/meetings/${it.id}?org=${props.organizationId}`}>{it.title}</Go>
        {it.joint ? <span className="quiet">（联合）</span> : null}
      </span>
      {it.state === "held" ? (
        <span className="num quiet">
          {it.present === null ? "" : `${number(it.present)}/${number(it.expected ?? 0)} 人`}
        </span>
      ) : (
        <Mark kind={STATE_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>
      )}
    </li>
  );
}

/** Branches by months; the shade says how much of what was asked is missing, the words say what. */
function Heat(props: { organizationId: string; year: number }): ReactNode {
  const answer = useAsk(at.heat, { organizationId: props.organizationId, year: props.year }, { keep: true });
  return (
    <Answer of={answer}>
      {(data) =>
        data.rows.length === 0 ? (
          <Empty>这里没有党支部。</Empty>
        ) : (
          <>
            <p className="quiet">
              数字是当月开会的次数。绿色：规定要开的都有；黄色：缺一部分；红色：都没有记录。季度的党员大会算在季末月。
            </p>
            <div className="panes" role="region" aria-label="各支部各月的会议" tabIndex={0}>
              <table className="meeting-heat">
                <caption className="only-read">{`${data.year}年各支部各月的会议次数`}</caption>
                <thead>
                  <tr>
                    <th scope="col">党支部</th>
                    {Array.from({ length: 12 }, (_, at) => (
                      <th key={`${at + 1}月`} scope="col">
                        {at + 1}月
                      </th>
                    ))}
                    <th scope="col" className="num">
                      全年（次）
                    </th>
                    <th scope="col" className="num">
                      缺（项）
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.organizationId}>
                      <th scope="row">
                        <Go href={`/meetings?org=${row.organizationId}&year=${data.year}`}>{row.name}</Go>
                      </th>
                      {row.months.map((it) => (
                        <td
                          key={it.month}
                          className={shade(it, data.through)}
                          title={labelOf(row.name, it)}
                          aria-label={labelOf(row.name, it)}
                        >
                          {it.month > data.through && it.meetings === 0 ? "" : number(it.meetings)}
                        </td>
                      ))}
                      <td className="num">{number(row.meetings)}</td>
                      <td className="num">{number(row.missing)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {data.total > data.rows.length ? (
              <p className="quiet">
                共{data.total}个党支部，这里是前{data.rows.length}个；其余请在左边选择下级查看。
              </p>
            ) : null}
          </>
        )
      }
    </Answer>
  );
}

type HeatCell = HeatView["rows"][number]["months"][number];

const shade = (it: HeatCell, through: number): string | undefined => {
  if (it.month > through) return undefined;
  if (it.missing.length === 0) return it.meetings === 0 ? undefined : "lacks-none";
  return it.missing.length >= it.asked && it.meetings === 0 ? "lacks-all" : "lacks-some";
};

const labelOf = (name: string, it: HeatCell): string =>
  `${name}${it.month}月：开会${it.meetings}次${it.missing.length === 0 ? "" : `，缺${it.missing.join("、")}`}`;
