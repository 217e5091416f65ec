import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import type { FollowView, PlanBody } from "#modules/membership/recruiting/contract.ts";
import { type Asks, count, text } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useYear, YearPick } from "#web/desk/parts/year-pick.tsx";

type Row = FollowView["rows"][number];

/** The year's plan against what was done: quota, structure, trades. Every count opens onto its rows. */
export function RecruitingPlans(): ReactNode {
  const asked = useYear();
  const { year } = asked;
  const [setting, setSetting] = useState<Row | null>(null);
  const answer = useAsk(at.follow, { year }, { keep: true });
  return (
    <Page
      title={`发展计划：${year}年`}
      lead="计划由党委下达，下级合计不超过上级；完成数按支部大会日期从花名册的增加记录数出来。"
      tools={<YearPick of={asked} from={asked.thisYear - 4} to={asked.thisYear + 1} />}
    >
      <Answer of={answer}>
        {(it) => (
          <>
            <Plain
              caption="计划和完成"
              rows={it.rows}
              id={(row) => row.organizationId}
              empty="这一年还没有下达计划，也没有发展党员。"
              columns={[
                {
                  title: "党组织",
                  show: (row) => <Go href={`/organizations/${row.organizationId}`}>{row.organizationName}</Go>,
                },
                { title: "计划", number: true, show: (row) => (row.plan === null ? "–" : number(row.plan.quota)) },
                { title: "已发展", number: true, show: (row) => <Admitted row={row} of={it} /> },
                { title: "妇女", number: true, show: (row) => against(row.counts.women, row.plan?.women) },
                { title: "35岁及以下", number: true, show: (row) => against(row.counts.youth, row.plan?.youth) },
                { title: "大专及以上", number: true, show: (row) => against(row.counts.college, row.plan?.college) },
                {
                  title: "新确定积极分子",
                  number: true,
                  show: (row) => against(row.counts.activists, row.plan?.activists),
                },
                {
                  title: "",
                  show: (row) =>
                    row.mayPlan ? (
                      <Button size="small" onClick={() => setSetting(row)}>
                        {row.plan === null ? "下达计划" : "调整计划"}
                      </Button>
                    ) : null,
                },
              ]}
            />
            {it.trades.length === 0 ? null : (
              <Section title="已发展的党员按工作岗位">
                <Plain
                  caption="按工作岗位"
                  rows={it.trades}
                  id={(row) => row.term}
                  columns={[
                    { title: "工作岗位", show: (row) => row.term },
                    { title: "人数", number: true, show: (row) => number(row.count) },
                  ]}
                />
              </Section>
            )}
          </>
        )}
      </Answer>
      {setting ? <PlanDialog row={setting} year={year} onClose={() => setSetting(null)} /> : null}
    </Page>
  );
}

/** Done, and what the plan aims at. */
const against = (done: number, plan: number | null | undefined): string =>
  plan === null || plan === undefined ? number(done) : `${number(done)} / ${number(plan)}`;

function Admitted(props: { row: Row; of: FollowView }): ReactNode {
  const { row, of: it } = props;
  if (row.counts.admitted === 0) return "0";
  const href = `/r/membership-events?org=${row.organizationId}&f.code=admitted&f.happenedOn=${it.from}..${it.to}`;
  return <Go href={href}>{number(row.counts.admitted)}</Go>;
}

const HEADS = [
  ["quota", "计划发展人数"],
  ["women", "其中妇女"],
  ["youth", "其中35岁及以下"],
  ["college", "其中大专及以上学历"],
  ["activists", "计划确定积极分子"],
] as const;

function PlanDialog(props: { row: Row; year: number; onClose: () => void }): ReactNode {
  const { plan, organizationId, organizationName } = props.row;
  return (
    <FactDialog
      title={`${organizationName}：${props.year}年发展计划`}
      button="下达"
      wide
      asks={PLAN}
      start={{ ...plan }}
      send={(values) =>
        sendTo(at.plan, {}, { ...(values as PlanBody), organizationId, year: props.year, version: plan?.version ?? 0 })
      }
      onClose={props.onClose}
    />
  );
}

const PLAN: Asks = {
  ...Object.fromEntries(
    HEADS.map(([key, term]) => [key, key === "quota" ? count(term) : count(term, { optional: true })] as const),
  ),
  documentNumber: text("文号", { most: 60, optional: true }),
};
