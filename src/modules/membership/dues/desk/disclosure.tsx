import { Button } from "antd";
import type { ReactNode } from "react";
import * as at from "#modules/membership/dues/address.ts";
import type { Disclosure } from "#modules/membership/dues/contract.ts";
import { asks, pastDay, text } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { dayInWords, money, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useYear, YearPick } from "#web/desk/parts/year-pick.tsx";
import { useOpened } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** The sheet that a branch publishes of a year's dues, counted from its records, and when it was published. */
export function DuesDisclosure(): ReactNode {
  const today = useToday();
  const { id, node } = usePlace();
  const asked = useYear((it) => it - 1);
  const { year, thisYear } = asked;
  const answer = useAsk(at.disclosure, { organizationId: id ?? "", year }, { enabled: id !== undefined, keep: true });
  const [publishing, setPublishing] = useOpened("publish");
  return (
    <Page
      title={`党费公布：${node?.shortName ?? ""}`}
      lead="按缴纳日期从台账算出，可以打印张贴。"
      tools={
        <>
          <YearPick of={asked} from={asked.thisYear - 5} />
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Answer of={answer}>
        {(data) => (
          <>
            <p className="say" role="status">
              {data.published ? (
                <>
                  <Mark kind="good">已公布</Mark> {dayInWords(data.published.publishedOn)}，{data.published.manner}
                  ，当时收缴 {money(data.published.collectedFen)}。
                </>
              ) : (
                <>
                  <Mark kind={today > data.dueBy ? "bad" : "warn"}>未公布</Mark> 应在 {dayInWords(data.dueBy)}{" "}
                  前向党员公布。
                </>
              )}
              {data.canPublish && year < thisYear ? (
                <Button type="primary" onClick={() => setPublishing("new")}>
                  登记已公布
                </Button>
              ) : null}
            </p>
            <Facts
              facts={[
                ["党组织", data.organizationName],
                ["收缴", `${money(data.collectedFen)}（${data.collectedCapital}）`],
                ...(data.receivedFen === 0 ? [] : [["下级上缴", money(data.receivedFen)] as const]),
                ["上缴", money(data.remittedFen)],
                ["留存", money(data.retainedFen)],
                ["未结算", money(data.unsettledFen)],
                ["使用", money(data.usedFen)],
              ]}
            />
            <Section title="收缴" note={`${number(data.rows.length)} 人`}>
              <Plain
                caption="收缴"
                rows={data.rows}
                id={(it) => it.name + it.paidFen}
                empty="这一年没有收缴记录。"
                columns={[
                  { title: "姓名", show: (it) => it.name },
                  { title: "月数", number: true, show: (it) => number(it.months) },
                  { title: "党费（元）", number: true, show: (it) => (it.paidFen / 100).toFixed(2) },
                  {
                    title: "自愿多交（元）",
                    number: true,
                    show: (it) => (it.giftsFen === 0 ? "" : (it.giftsFen / 100).toFixed(2)),
                  },
                ]}
              />
            </Section>
            <Section title="使用">
              <Plain
                caption="使用"
                rows={data.uses}
                id={(it) => it.usedOn + it.purpose}
                empty="这一年没有使用党费。"
                columns={[
                  { title: "日期", show: (it) => it.usedOn },
                  { title: "项目", show: (it) => it.kindTerm },
                  { title: "用途", show: (it) => it.purpose },
                  { title: "集体决定", show: (it) => `${it.decidedOn} ${it.decidedAt}` },
                  { title: "金额（元）", number: true, show: (it) => (it.amountFen / 100).toFixed(2) },
                ]}
              />
            </Section>
            {publishing !== null && data.canPublish && id !== undefined ? (
              <PublishDialog organizationId={id} year={year} onClose={() => setPublishing(null)} />
            ) : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

function PublishDialog(props: { organizationId: string; year: number; onClose: () => void }): ReactNode {
  const { organizationId, year } = props;
  return (
    <FactDialog
      title={`登记已公布：${year} 年`}
      button="登记"
      asks={PUBLISH}
      send={(values) => sendTo(at.publication, {}, { ...(values as Disclosure), organizationId, year })}
      onClose={props.onClose}
    />
  );
}

const PUBLISH = asks({
  publishedOn: pastDay("公布日期"),
  manner: text("公布方式", { least: 2, hint: "如“公开栏张贴”。" }),
});
