import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import * as at from "#modules/assessment/address.ts";
import { lineMatters } from "#modules/assessment/cockpit/address.ts";
import type { LineMatters } from "#modules/assessment/cockpit/contract.ts";
import type { CheckMatters, CheckQuery, ClockView } from "#modules/assessment/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Page } from "#web/desk/parts/page.tsx";
import { Answer, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";
import "./clock.css";

/** What the rules ask of all places beneath one: each check a row, each place a column, each number its list. */
export function Clock(): ReactNode {
  const { id } = usePlace();
  const search = useSearchText();
  const answer = useAsk(at.clock, { org: id, asOf: search["asOf"] }, { enabled: id !== undefined, keep: true });
  return (
    <Answer of={answer}>
      {(clock) => (
        <Page
          wide
          title="到期一览"
          lead={`${clock.place.name} · ${dayInWords(clock.asOf)}。按规定应限时办理的事项，由台账推算，无需填报；办结后自动消除。`}
          tools={<Button onClick={() => window.print()}>打印</Button>}
        >
          {clock.checks.length === 0 ? <p className="quiet">本岗位没有业务到期事项。</p> : <ClockTable clock={clock} />}
        </Page>
      )}
    </Answer>
  );
}

function ClockTable({ clock }: { clock: ClockView }): ReactNode {
  // What waits stands first, the overdue before the rest; what has nothing is named below, so that it is known to be asked.
  const waiting = clock.checks
    .filter((it) => it.matters > 0)
    .toSorted((a, b) => b.overdue - a.overdue || b.matters - a.matters);
  const quiet = clock.checks.filter((it) => it.matters === 0);
  // A branch has nothing beneath it: its own column says all.
  const alone = clock.children.length === 1 && clock.children[0]?.id === clock.place.id;
  const most = Math.max(1, ...clock.checks.flatMap((it) => it.children.map((child) => child.matters)));
  return (
    <>
      {waiting.length === 0 ? (
        <p className="say say-good">当前没有到期事项。</p>
      ) : (
        <div className="panes" role="region" aria-label="到期一览" tabIndex={0}>
          <table className="plain clock">
            <caption className="only-read">各事项在本级和各下级的件数</caption>
            <thead>
              <tr>
                <th scope="col">事项</th>
                {alone ? null : <th scope="col">合计</th>}
                {clock.children.map((it) => (
                  <th key={it.id} scope="col">
                    {it.id === clock.place.id && !alone ? `${it.name}本级` : it.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {waiting.map((check) => (
                <tr key={check.id}>
                  <th scope="row">
                    {check.term}{" "}
                    <Mark kind={check.kind === "info" ? "plain" : "warn"}>
                      {codeSet("provision_force").term(check.provision.force)}
                    </Mark>
                    <span className="quiet" title={check.provision.gist}>
                      {check.provision.title}
                      {check.provision.confirmed ? "" : "（条文待核实）"}
                    </span>
                  </th>
                  {alone ? null : <Count check={check} list={`/clock/${check.id}?org=${clock.place.id}`} heat={0} />}
                  {check.children.map((child) => (
                    <Count
                      key={child.id}
                      check={child}
                      list={`/clock/${check.id}?org=${child.id}${child.id === clock.place.id ? "&own=true" : ""}`}
                      heat={child.matters === 0 ? 0 : Math.ceil((3 * child.matters) / most)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {quiet.length > 0 ? <p className="quiet">以下事项无到期：{quiet.map((it) => it.term).join("、")}。</p> : null}
    </>
  );
}

function Count(props: {
  check: { readonly matters: number; readonly overdue: number };
  list: string;
  heat: number;
}): ReactNode {
  const { matters, overdue } = props.check;
  return (
    <td className="num" data-heat={props.heat}>
      {matters === 0 ? <span className="quiet">0</span> : <Go href={props.list}>{number(matters)}</Go>}
      {overdue > 0 ? <small>逾期{number(overdue)}</small> : null}
    </td>
  );
}

/** What one check found, the most urgent first, each with its deed. */
export function CheckPage(): ReactNode {
  const params: { check?: string } = useParams({ strict: false });
  const { id } = usePlace();
  const search = useSearchText();
  const answer = useAsk(
    at.check,
    { check: params.check ?? "", org: id, asOf: search["asOf"], own: search["own"] as CheckQuery["own"] },
    { enabled: id !== undefined, keep: true },
  );
  return (
    <Answer of={answer}>
      {(check) => (
        <Page
          title={check.term}
          lead={<ProvisionLine provision={check.provision} />}
          tools={
            <Go href="/clock" keepOrg className="button-link">
              返回到期一览
            </Go>
          }
        >
          <Matters title={check.term} of={check} />
        </Page>
      )}
    </Answer>
  );
}

/** All that is due of one kind of work: what a number of the cockpit counts. */
export function LinePage(): ReactNode {
  const params: { line?: string } = useParams({ strict: false });
  const { id } = usePlace();
  const search = useSearchText();
  const answer = useAsk(
    lineMatters,
    { line: params.line ?? "", org: id, asOf: search["asOf"] },
    { enabled: id !== undefined, keep: true },
  );
  return (
    <Answer of={answer}>
      {(it) => (
        <Page
          title={`${it.term}：${it.place.name}`}
          lead={`${dayInWords(it.asOf)}。按规定应限时办理的事项，由台账推算；办结后自动消除。`}
          tools={
            <Go href="/picture" className="button-link">
              返回驾驶舱
            </Go>
          }
        >
          <Matters title={it.term} of={it} />
        </Page>
      )}
    </Answer>
  );
}

type Due = CheckMatters["matters"][number] & Partial<Pick<LineMatters["matters"][number], "check" | "provision">>;

/** Matters, the most urgent first; where they are of several checks, each says which and by what provision. */
function Matters({
  title,
  of,
}: {
  title: string;
  of: { readonly total: number; readonly matters: readonly Due[] };
}): ReactNode {
  if (of.matters.length === 0) return <p className="say say-good">当前没有到期事项。</p>;
  const several = of.matters.some((it) => it.check);
  return (
    <>
      <div className="scroll-x" role="region" aria-label={title} tabIndex={0}>
        <table className="plain">
          <thead>
            <tr>
              {several ? <th scope="col">事项</th> : null}
              <th scope="col">对象</th>
              <th scope="col">情况</th>
              <th scope="col">期限</th>
              <th scope="col">
                <span className="only-read">办理</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {of.matters.map((it) => (
              <tr key={`${it.check?.id ?? ""}${it.subject.id}${it.deed.address}`}>
                {several ? (
                  <td className="clock-when" title={it.provision?.title}>
                    {it.check?.term}
                  </td>
                ) : null}
                <th scope="row">
                  {it.subject.name}
                  {it.subject.name === it.organizationName ? null : (
                    <span className="quiet"> {it.organizationName}</span>
                  )}
                </th>
                <td>{it.why}</td>
                <td className="clock-when">
                  {it.deadline ?? "—"} {it.overdue ? <Mark kind="bad">逾期</Mark> : null}
                </td>
                <td>
                  <Go href={it.deed.address} className="button-link">
                    {it.deed.term}
                  </Go>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {of.total > of.matters.length ? (
        <p className="quiet">
          共{number(of.total)}件，列出期限最近的{number(of.matters.length)}件；其余请选择下级组织分别办理。
        </p>
      ) : null}
    </>
  );
}
