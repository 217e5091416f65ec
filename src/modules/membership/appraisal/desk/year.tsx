import { Button, Select } from "antd";
import type { ReactNode } from "react";
import * as at from "#modules/membership/appraisal/address.ts";
import type { YearView } from "#modules/membership/appraisal/contract.ts";
import { stageMark } from "#modules/membership/appraisal/desk/parts.tsx";
import { Chart } from "#web/common/chart/chart.tsx";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useGo, usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";

const YEARS = 4;

/** The year's appraisals by branch: who has begun, who has published, how many of each grade. */
export function AppraisalYear(): ReactNode {
  const search = useSearchText();
  const patch = usePatchSearch();
  const go = useGo();
  const { look } = useLook();
  const thisYear = Number(useToday().slice(0, 4));
  const year = Number(search["year"] ?? thisYear);
  const answer = useAsk(at.appraisalsOfYear, { year }, { keep: true });
  return (
    <Page
      title={`民主评议：${year}年`}
      lead="每年一次：个人自评、党员互评、民主测评、组织评定，结果向党员公布。"
      tools={
        <>
          <Select
            aria-label="年度"
            value={year}
            options={Array.from({ length: YEARS + 1 }, (_, at) => ({
              value: thisYear - at,
              label: `${thisYear - at} 年`,
            }))}
            onChange={(it) => patch({ year: it === thisYear ? null : String(it) })}
          />
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Answer of={answer}>
        {(it) => (
          <>
            <Facts
              facts={[
                ["有党员的支部", number(it.branches)],
                [
                  "已汇总票数",
                  <Go key="c" href={`/r/appraisals?year=${year}..${year}`}>
                    {number(it.counted)}
                  </Go>,
                ],
                ["已公布", number(it.published)],
                ["不评定等次", `${number(it.ungraded)} 人`],
              ]}
            />
            {it.grades.every((one) => one.persons === 0) ? null : (
              <Chart
                chart={{
                  key: "grades",
                  title: `${year} 年评定等次`,
                  form: "bar",
                  unit: "人",
                  categories: it.grades.map((one) => one.term),
                  series: [
                    {
                      name: "",
                      values: it.grades.map((one) => one.persons),
                      lists: it.grades.map((one) => `/r/appraisal-results?year=${year}..${year}&grade=${one.grade}`),
                    },
                  ],
                }}
                onOpen={go}
                height={230}
                looks={`${look.theme}${look.elder}${look.elderSize}`}
              />
            )}
            <Section title="各支部" note={it.more ? "支部太多，只列出一部分；全部在民主评议台账里" : ""}>
              <Plain
                caption="各支部的民主评议"
                rows={it.rows}
                id={(row) => row.organizationId}
                empty="管理范围里没有有党员的支部。"
                columns={[
                  {
                    title: "党支部",
                    show: (row) => (
                      <Go
                        href={
                          row.appraisalId === null
                            ? `/organizations/${row.organizationId}`
                            : `/appraisals/${row.appraisalId}`
                        }
                      >
                        {row.organizationName}
                      </Go>
                    ),
                  },
                  {
                    title: "进度",
                    show: (row) =>
                      row.stage === null ? (
                        <Mark kind="warn">没有开始</Mark>
                      ) : (
                        <Mark kind={stageMark(row.stage)}>{row.stageTerm}</Mark>
                      ),
                  },
                  { title: "方式", show: (row) => row.mannerTerm ?? "" },
                  { title: "党员", number: true, show: (row) => number(row.members) },
                  { title: "优秀", number: true, show: (row) => counted(row, row.excellent) },
                  { title: "合格", number: true, show: (row) => counted(row, row.qualified) },
                  { title: "基本合格", number: true, show: (row) => counted(row, row.barely) },
                  { title: "不合格", number: true, show: (row) => counted(row, row.unqualified) },
                  {
                    title: "",
                    show: (row) =>
                      row.appraisalId === null && it.canWrite && year >= thisYear - 1 ? (
                        <Go href={`/appraisals/new?org=${row.organizationId}&year=${year}`}>开始评议</Go>
                      ) : null,
                  },
                ]}
              />
            </Section>
            {it.provisions.map((one) => (
              <p key={one.id}>
                <ProvisionLine provision={one} />
              </p>
            ))}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** Nothing before there are grades: a nought would look like a result. */
const counted = (row: YearView["rows"][number], n: number): string =>
  row.stage === "graded" || row.stage === "published" ? number(n) : "";
