import { useParams } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/appraisal/address.ts";
import "#modules/membership/appraisal/desk/appraisal.css";
import { DISPOSAL } from "#modules/membership/appraisal/asks.ts";
import type { AppraisalView, Disposing, Publication, Withdrawal } from "#modules/membership/appraisal/contract.ts";
import { CountForm, GradeForm } from "#modules/membership/appraisal/desk/forms.tsx";
import { stageMark } from "#modules/membership/appraisal/desk/parts.tsx";
import { asks, long, pastDay, text } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { Chart } from "#web/common/chart/chart.tsx";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useOpened } from "#web/desk/place.ts";

type Item = AppraisalView["items"][number];

/** One appraisal: where it stands, what comes next, the votes as totals, the grades. */
export function AppraisalPage(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.appraisal, { id });
  return <Answer of={answer}>{(it) => <View it={it} />}</Answer>;
}

/** The sheet to file, and the empty ballot for the meeting room. */
export function AppraisalSummary(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return <PaperPage paper={at.summaryPaper} given={{ id }} back={{ term: "返回评议", href: `/appraisals/${id}` }} />;
}
export function AppraisalBallot(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return <PaperPage paper={at.ballotPaper} given={{ id }} back={{ term: "返回评议", href: `/appraisals/${id}` }} />;
}

/** How often each grade was marked; shown once it was counted. */
const MARKS = (
  [
    ["excellent", "优秀"],
    ["qualified", "合格"],
    ["barely", "基本合格"],
    ["unqualified", "不合格"],
    ["abstained", "弃权"],
  ] as const
).map(([key, title]) => ({ title, number: true, show: (one: Item): ReactNode => one.marks?.[key] ?? "" }));

/** Steps that need nothing but a yes. */
const STEPS = {
  voting: {
    to: at.voting,
    term: "开始互评测评",
    says: "开始以后名单不再变。手机投票的，党员在“掌上”的“民主评议”里领票、投票。",
  },
  closing: {
    to: at.closing,
    term: "结束投票，开箱汇总",
    says: "一次打开全部的票，只留下总数；之后不能再投。收到的票不足规定张数的，不会开箱。",
  },
  "paper-voting": {
    to: at.paperVoting,
    term: "改为纸质票",
    says: "已经投的手机票不开箱、全部作废，谁也看不到内容。之后由监票人登记纸质票的总数。",
  },
} as const;
type Step = keyof typeof STEPS;

const PUBLISH = asks({
  publishedOn: pastDay("公布日期"),
  manner: text("公布方式", { hint: "如“党员大会通报”“公开栏张贴”。" }),
});
const WITHDRAW = asks({ reason: long("理由") });

/** What the address asks to open, as far as it may be done now. */
function opened(
  { can }: AppraisalView,
  doing: string | null,
): {
  readonly step: Step | null;
  readonly form: "count" | "grade" | null;
  readonly asking: "publication" | "withdrawal" | null;
} {
  const none = { step: null, form: null, asking: null };
  switch (doing) {
    case "voting":
      return can.start ? { ...none, step: doing } : none;
    case "closing":
      return can.close ? { ...none, step: doing } : none;
    case "paper-voting":
      return can.toPaper ? { ...none, step: doing } : none;
    case "count":
      return can.count ? { ...none, form: doing } : none;
    case "grade":
      return can.grade ? { ...none, form: doing } : none;
    case "publication":
      return can.publish ? { ...none, asking: doing } : none;
    case "withdrawal":
      return can.withdraw ? { ...none, asking: doing } : none;
    default:
      return none;
  }
}

function View(props: { it: AppraisalView }): ReactNode {
  const { it } = props;
  const { look } = useLook();
  const [doing, setDoing] = useOpened("do");
  const { step, form, asking } = opened(it, doing);
  const [disposing, setDisposing] = useState<Item | null>(null);
  const [asked, setEnding] = useOpened("ending");
  const ending = it.can.dispose ? it.items.find((one) => one.id === asked && one.rectify !== null) : undefined;
  const deed = useDeed(
    (which: Step) => sendTo(STEPS[which].to, { id: it.id }, null),
    () => setDoing(null),
  );
  const here = it.path.findIndex((one) => one.on === null);
  return (
    <Page
      title={`${it.year} 年度民主评议：${it.organizationName}`}
      lead={
        <>
          <Mark kind={stageMark(it.stage)}>{it.stageTerm}</Mark> {it.mannerTerm}，优秀{it.ceilingTerm}
          {it.withdrawn === null ? null : `。${it.withdrawn}`}
        </>
      }
      tools={
        <>
          <Go href={`/appraisals/${it.id}/summary-paper`}>汇总表</Go>
          {it.stage === "voting" && it.manner === "paper" ? (
            <Go href={`/appraisals/${it.id}/ballot-paper`}>测评票</Go>
          ) : null}
          {it.can.withdraw ? <Button onClick={() => setDoing("withdrawal")}>撤回</Button> : null}
          {it.can.toPaper ? <Button onClick={() => setDoing("paper-voting")}>改为纸质票</Button> : null}
          {it.can.start ? (
            <Button type="primary" onClick={() => setDoing("voting")}>
              开始互评测评
            </Button>
          ) : null}
          {it.can.close ? (
            <Button type="primary" onClick={() => setDoing("closing")}>
              结束投票
            </Button>
          ) : null}
          {it.can.count ? (
            <Button type="primary" onClick={() => setDoing("count")}>
              登记票数
            </Button>
          ) : null}
          {it.can.grade ? (
            <Button type={it.can.publish ? "default" : "primary"} onClick={() => setDoing("grade")}>
              {it.can.publish ? "修改评定" : "登记评定"}
            </Button>
          ) : null}
          {it.can.publish ? (
            <Button type="primary" onClick={() => setDoing("publication")}>
              登记已公布
            </Button>
          ) : null}
        </>
      }
    >
      <ol className="stages" aria-label="进度">
        {it.path.map((one, step) => (
          <li key={one.term} className={one.on !== null ? "done" : step === here ? "here" : undefined}>
            <strong>{one.term}</strong>
            <span>{one.on ?? (step === here && it.withdrawn === null ? "下一步" : "")}</span>
            <span className="quiet">{one.by}</span>
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          [
            "党支部",
            <Go key="org" href={`/organizations/${it.organizationId}`}>
              {it.organizationName}
            </Go>,
          ],
          ["参加评定", `${number(it.graded)} 人`],
          ["能投票", `${number(it.voters)} 人`],
          ["已领票", it.manner === "ballot" && it.stage === "voting" ? `${number(it.taken)} 人` : null],
          ["箱里的票", it.inBox === null ? null : `${number(it.inBox)} 张（满 ${it.least} 张才能开箱）`],
          [
            "30天内开通的账号",
            it.young === null
              ? null
              : it.young.accounts === 0
                ? "没有"
                : `${number(it.young.accounts)} 个（开通或邀请人：${it.young.by}）`,
          ],
          ["优秀名额", it.excellentMost === null ? "不限" : `最多 ${number(it.excellentMost)} 人`],
          [
            "测评票",
            it.sheets === null
              ? null
              : `发出 ${it.sheets.issued} 张，收回 ${it.sheets.returned} 张，有效 ${it.sheets.valid} 张${it.sheets.unreadable > 0 ? `，因恢复数据读不出 ${it.sheets.unreadable} 张` : ""}`,
          ],
        ]}
      />
      {it.stage === "voting" && it.manner === "ballot" ? (
        <p className="say" role="status">
          正在投票。这里只有领票的人数和票数，没有名单。谁领了票，系统不显示；谁投没投、投了什么，系统里查不出来。
        </p>
      ) : null}
      {form === "count" ? <CountForm it={it} onClose={() => setDoing(null)} /> : null}
      {form === "grade" ? <GradeForm it={it} onClose={() => setDoing(null)} /> : null}
      {it.sheets === null || form !== null ? null : (
        <div className="charts">
          <Chart
            chart={{
              key: "marks",
              title: "得票合计",
              form: "bar",
              unit: "票",
              categories: it.totals.map((one) => one.term),
              series: [{ name: "", values: it.totals.map((one) => one.marks) }],
              note: "全部参加评定的党员合在一起；每个人的得票在下面的表里。",
            }}
            height={230}
            looks={`${look.theme}${look.elder}${look.elderSize}`}
          />
          {it.stage === "graded" || it.stage === "published" ? (
            <Chart
              chart={{
                key: "grades",
                title: "评定等次",
                form: "bar",
                unit: "人",
                categories: it.totals.map((one) => one.term),
                series: [{ name: "", values: it.totals.map((one) => one.persons) }],
              }}
              height={230}
              looks={`${look.theme}${look.elder}${look.elderSize}`}
            />
          ) : null}
        </div>
      )}
      {form !== null ? null : (
        <Section title="党员" note="按姓氏笔画，不按得票排名">
          <Plain
            caption="党员"
            rows={it.items}
            id={(one) => one.id}
            columns={[
              { title: "姓名", show: (one) => <Go href={`/members/${one.personId}`}>{one.name}</Go> },
              { title: "自评", show: (one) => (one.selfText === "" ? "" : <Self text={one.selfText} />) },
              ...(it.sheets === null ? [] : MARKS),
              {
                title: "等次",
                show: (one) => one.gradeTerm ?? (one.exemptTerm === null ? "" : `不评定：${one.exemptTerm}`),
              },
              {
                title: "意见和处置",
                show: (one) => (
                  <Follows
                    it={one}
                    can={it.can.dispose}
                    onDispose={setDisposing}
                    onEnd={(item) => setEnding(item.id)}
                  />
                ),
              },
            ]}
          />
        </Section>
      )}
      {it.provisions.map((one) => (
        <p key={one.id}>
          <ProvisionLine provision={one} />
        </p>
      ))}
      {step === null ? null : (
        <Modal
          open
          title={STEPS[step].term}
          okText={STEPS[step].term}
          okButtonProps={{ loading: deed.busy }}
          onOk={() => void deed.run(step)}
          onCancel={() => {
            deed.clear();
            setDoing(null);
          }}
        >
          <p>{STEPS[step].says}</p>
          <ProblemBox problem={deed.problem} />
        </Modal>
      )}
      {asking === null ? null : (
        <FactDialog
          title={asking === "publication" ? "登记已公布" : "撤回这次评议"}
          {...(asking === "withdrawal" ? { says: "记录保留；没有开箱的票全部作废，谁也看不到内容。" } : {})}
          button={asking === "publication" ? "登记" : "撤回"}
          asks={asking === "publication" ? PUBLISH : WITHDRAW}
          send={(values) =>
            asking === "publication"
              ? sendTo(at.publication, { id: it.id }, values as Publication)
              : sendTo(at.withdrawal, { id: it.id }, values as Withdrawal)
          }
          onClose={() => setDoing(null)}
        />
      )}
      {disposing === null ? null : (
        <FactDialog
          title={`${disposing.name}：不合格的处置`}
          says="限期改正最长一年，到期登记结果。劝退、除名按程序办理，批准以后在党员页面办理减少。"
          button="登记"
          asks={DISPOSAL}
          start={{ disposition: "rectify" }}
          send={(values) => sendTo(at.disposition, { id: disposing.id }, values as Disposing)}
          onClose={() => setDisposing(null)}
        />
      )}
      {ending === undefined ? null : <EndDialog it={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Self(props: { text: string }): ReactNode {
  return (
    <details>
      <summary>看自评</summary>
      {props.text}
    </details>
  );
}

function Follows(props: {
  it: Item;
  can: boolean;
  onDispose: (it: Item) => void;
  onEnd: (it: Item) => void;
}): ReactNode {
  const { it } = props;
  const { rectify } = it;
  const open = rectify !== null && rectify.endedOn === null;
  return (
    <>
      {it.opinion === "" ? null : <span>{it.opinion} </span>}
      {it.dispositionTerm === null ? null : (
        <Mark kind={rectify?.due === true ? "bad" : open ? "warn" : "plain"}>
          {it.dispositionTerm}
          {rectify === null ? "" : `（${rectify.from} 至 ${rectify.to}）`}
        </Mark>
      )}
      {rectify?.endedOn ? (
        <span>
          {" "}
          {rectify.endedOn} {rectify.outcome}
        </span>
      ) : null}
      {props.can && it.grade === "unqualified" && it.dispositionTerm === null ? (
        <Button size="small" onClick={() => props.onDispose(it)}>
          登记处置
        </Button>
      ) : null}
      {props.can && open ? (
        <Button size="small" onClick={() => props.onEnd(it)}>
          登记改正结果
        </Button>
      ) : null}
    </>
  );
}

function EndDialog(props: { it: Item; onClose: () => void }): ReactNode {
  const deed = useDeed(
    (outcome: "improved" | "not") => sendTo(at.rectification, { id: props.it.id }, { outcome }),
    props.onClose,
  );
  return (
    <Modal open title={`${props.it.name}：限期改正的结果`} footer={null} onCancel={props.onClose}>
      <ProblemBox problem={deed.problem} />
      <p>支部委员会讨论以后登记。没有改正的，按程序作进一步处置。</p>
      <div className="actions">
        <Button type="primary" loading={deed.busy} onClick={() => void deed.run("improved")}>
          已改正
        </Button>
        <Button loading={deed.busy} onClick={() => void deed.run("not")}>
          没有改正
        </Button>
      </div>
    </Modal>
  );
}
