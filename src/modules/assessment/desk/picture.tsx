import type { ReactNode } from "react";
import * as at from "#modules/assessment/address.ts";
import type { PictureQuery, PictureView } from "#modules/assessment/contract.ts";
import { Matrix } from "#modules/assessment/desk/matrix.tsx";
import { Chart } from "#web/common/chart/chart.tsx";
import { dayInWords } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Figures } from "#web/desk/pages/workbench.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Page, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const GROUPS = [
  ["members", "党员"],
  ["organizations", "组织"],
  ["attention", "需要留意"],
] as const;

/** The picture of a place on a day: figures, charts, branches out of order; each opens onto its rows. */
export function Picture(): ReactNode {
  const search = useSearchText();
  const { id, ready, node } = usePlace();
  const go = useGo();
  const { look } = useLook();
  const { session } = useSession();
  const answer = useAsk(
    at.picture,
    { org: id, asOf: search["asOf"], manner: search["manner"] as PictureQuery["manner"] },
    { enabled: ready, keep: true },
  );
  return (
    <Page
      wide
      title={`驾驶舱：${node?.shortName ?? answer.data?.place.name ?? ""}`}
      lead={answer.data ? leadOf(answer.data, search["asOf"]) : undefined}
      tools={
        <Go href="/screen" keepOrg className="button-link">
          大屏
        </Go>
      }
    >
      <Answer of={answer}>
        {(it) => (
          <>
            {holds(session, ["assessment.due"]) && it.children.length > 0 ? <Matrix org={it.place.id} /> : null}
            {it.hidden ? <Veiled empty={it.figures.length === 0} /> : null}
            {GROUPS.map(([group, term]) => {
              const figures = it.figures.filter((one) => one.group === group);
              return figures.length === 0 ? null : (
                <Section key={group} title={term}>
                  <Figures figures={figures} />
                </Section>
              );
            })}
            <div className="charts">
              {it.charts.map((chart) => (
                <Chart
                  key={chart.key}
                  chart={chart}
                  onOpen={go}
                  note={`${it.place.name} · ${dayInWords(it.asOf)}`}
                  looks={`${look.theme}${look.elder}${look.elderSize}`}
                />
              ))}
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}

function leadOf(it: PictureView, asked: string | undefined): string {
  const when = `${dayInWords(it.asOf)}的情况。`;
  if (it.hidden) return `${when}本岗位只显示总数，不显示个人信息。`;
  return `${when}点击数字查看明细。${asked === undefined ? "查看往期数据，请修改右上角“截至”日期。" : ""}`;
}

/** Why so much is missing for whoever sees totals and no persons, and what can be done about it. */
function Veiled(props: { empty: boolean }): ReactNode {
  return (
    <div className="say say-info">
      <strong>{props.empty ? "这个组织的数字不对您公布" : "有些数字不显示，写作“—”"}</strong>
      <ul className="bullets">
        <li>少于 5 人的数字不显示，以免从数字认出具体的人；能由合计倒推出来的另一个数字也一并隐藏。</li>
        <li>只公布截至上一个 12 月 31 日的数字，且只到您管理范围的顶层组织和它的直接下级。</li>
        <li>数字不能点开名单。查办问题确需看到具体的人，可以在“管理—账号”里临时打开，打开和查看都记入操作日志。</li>
      </ul>
    </div>
  );
}
