import { Button, Input, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import * as at from "#modules/organization/elections/address.ts";
import type { TermsQuery, TermsView } from "#modules/organization/elections/contract.ts";
import { address } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";
import "./elections.css";

const MARKS: Readonly<Record<string, "good" | "warn" | "bad" | "info" | "plain">> = {
  overdue: "bad",
  due_soon: "warn",
  under_way: "info",
  running: "good",
  none: "plain",
};

/** 届期一览: of every organisation the end of its term and how far its election is. */
export function TermsPage(): ReactNode {
  const { id, node, ready } = usePlace();
  const search = useSearchText();
  const patch = usePatchSearch();
  const [typed, setTyped] = useState(search["q"] ?? "");
  const q = useDeferredValue(typed.trim());
  const { after, asOf } = search;
  const state = search["state"] as TermsQuery["state"];
  const sort = search["sort"] as TermsQuery["sort"];
  const answer = useAsk(
    at.terms,
    { org: id, state, sort, after, asOf, q: q === "" ? undefined : q },
    { keep: true, enabled: ready },
  );
  return (
    <Page
      title={`届期一览：${node?.shortName ?? ""}`}
      lead="每个党组织任期到什么时候，换届办到了哪一步。届满六个月以前提醒，提前或者延期须经上级批准，不超过一年。"
      tools={
        <>
          <Go href={address("/elections/duties", { org: id })}>一肩挑和交叉任职</Go>
          <Go href={address("/r/elections", { org: id })}>选举台账</Go>
        </>
      }
    >
      <Answer of={answer}>
        {(it) => (
          <>
            <fieldset className="election-states" aria-label="按任期情况筛选">
              <Button
                type={state === undefined ? "primary" : "default"}
                onClick={() => patch({ state: null, after: null })}
              >
                全部 {number(it.total)}
              </Button>
              {it.counts.map((one) => (
                <Button
                  key={one.state}
                  type={state === one.state ? "primary" : "default"}
                  onClick={() => patch({ state: one.state, after: null })}
                >
                  {one.term} {number(one.count)}
                </Button>
              ))}
            </fieldset>
            {it.towns.length > 1 ? <Towns of={it} /> : null}
            <Section
              title="各组织的任期"
              tools={
                <>
                  <Input
                    className="election-search"
                    aria-label="按名称找"
                    placeholder="输入名称或拼音"
                    allowClear
                    value={typed}
                    onChange={(one) => {
                      setTyped(one.target.value);
                      patch({ q: one.target.value, after: null }, true);
                    }}
                  />
                  <Select
                    aria-label="排列"
                    value={sort ?? "due"}
                    options={[
                      { value: "due", label: "先届满的在前" },
                      { value: "place", label: "按组织的顺序" },
                    ]}
                    onChange={(one: string) => patch({ sort: one === "due" ? null : one, after: null })}
                  />
                </>
              }
            >
              <Rows of={it} />
              <p className="tools">
                {after === undefined ? null : <Button onClick={() => patch({ after: null })}>回到开头</Button>}
                {it.next === null ? null : <Button onClick={() => patch({ after: it.next })}>往后看</Button>}
              </p>
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

function Towns(props: { of: TermsView }): ReactNode {
  const cell = (organizationId: string, state: string, count: number): ReactNode =>
    count === 0 ? "0" : <Go href={address("/elections", { org: organizationId, state })}>{number(count)}</Go>;
  return (
    <Section title="各镇街">
      <Plain
        caption="各镇街的任期情况"
        rows={props.of.towns}
        id={(it) => it.organizationId}
        columns={[
          {
            title: "镇街",
            show: (it) => <Go href={address("/elections", { org: it.organizationId })}>{it.name}</Go>,
          },
          { title: "组织", show: (it) => number(it.all), number: true },
          { title: "届满未换", show: (it) => cell(it.organizationId, "overdue", it.overdue), number: true },
          { title: "半年内届满", show: (it) => cell(it.organizationId, "due_soon", it.dueSoon), number: true },
          { title: "正在换届", show: (it) => cell(it.organizationId, "under_way", it.underWay), number: true },
        ]}
      />
    </Section>
  );
}

function Rows(props: { of: TermsView }): ReactNode {
  return (
    <Plain
      caption="各组织的任期"
      rows={props.of.rows}
      id={(it) => it.organizationId}
      empty="没有这样的组织。换一个条件，或者点“全部”。"
      columns={[
        {
          title: "党组织",
          show: (it) => <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>,
        },
        { title: "届次", show: (it) => (it.termNumber === null ? "" : `第${it.termNumber}届`) },
        { title: "任期开始", show: (it) => it.startOn ?? "" },
        { title: "届满", show: (it) => it.dueOn ?? "" },
        {
          title: "情况",
          show: (it) => (
            <>
              <Mark kind={MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>
              {it.postponedTo === null ? null : <span className="quiet"> 批准延期到{it.postponedTo}</span>}
            </>
          ),
        },
        {
          title: "换届办到哪一步",
          show: (it) =>
            it.electionId === null ? (
              it.state === "running" ? (
                <span className="quiet">还没有开始</span>
              ) : (
                <Go href={address("/elections/new", { org: it.organizationId, kind: "term" })}>发起换届选举</Go>
              )
            ) : (
              <Go href={`/elections/${it.electionId}`}>
                下一步：{it.stepTerm}（{it.stepOf}）
              </Go>
            ),
        },
        {
          title: "村（居）委会届满",
          show: (it) => it.villageDueOn ?? "",
        },
      ]}
    />
  );
}
