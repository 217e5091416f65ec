import type { ReactNode } from "react";
import type { DueItem, PictureView } from "#modules/assessment/contract.ts";
import { Chart } from "#web/common/chart/chart.tsx";
import { dayInWords } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Due, Figures } from "#web/desk/pages/workbench.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Page, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
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
  const answer = useAsk<PictureView>(
    "/api/picture",
    { org: id, asOf: search["asOf"], manner: search["manner"] },
    { enabled: ready, keep: true },
  );
  const due = useAsk<readonly DueItem[]>(
    "/api/due",
    { org: id, asOf: search["asOf"] },
    { enabled: id !== undefined, keep: true },
  );
  return (
    <Page
      wide
      title={`图景：${node?.shortName ?? answer.data?.place.name ?? ""}`}
      lead={answer.data ? `${dayInWords(answer.data.asOf)}的情况。每个数字都能点开看是谁、是哪里。` : undefined}
      tools={
        <Go href="/screen" keepOrg className="button-link">
          大屏
        </Go>
      }
    >
      <Answer of={answer}>
        {(it) => (
          <>
            {it.hidden ? <p className="say say-info">不足 5 人的数字不显示，以免认出具体的人。</p> : null}
            {GROUPS.map(([group, term]) => {
              const figures = it.figures.filter((one) => one.group === group);
              return figures.length === 0 ? null : (
                <Section key={group} title={term}>
                  <Figures figures={figures} />
                </Section>
              );
            })}
            {due.data?.some((one) => one.count > 0) ? (
              <Section title="要办的事">
                <Due items={due.data} />
              </Section>
            ) : null}
            <div className="charts">
              {it.charts.map((chart) => (
                <Chart
                  key={chart.key}
                  chart={chart}
                  onOpen={go}
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
