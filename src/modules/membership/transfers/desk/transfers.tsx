import { Button, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { TRANSFER_MARKS } from "#modules/membership/desk/texts.ts";
import * as at from "#modules/membership/transfers/address.ts";
import type { Arrival, Refusal, TransferList, TransferQuery } from "#modules/membership/transfers/contract.ts";
import { ARRIVAL, WHY } from "#modules/membership/transfers/desk/texts.ts";
import { TransferDialog } from "#modules/membership/transfers/desk/transfer-dialog.tsx";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty } from "#web/desk/parts/say.tsx";
import { useGo, useOpened, usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const KINDS = [
  { value: "", label: "全部" },
  { value: "inside", label: "区内" },
  { value: "out", label: "转出本区" },
  { value: "in", label: "转入本区" },
];
const STATES = [
  { value: "open", label: "在办" },
  { value: "done", label: "已办结" },
  { value: "all", label: "全部" },
];

const COLUMNS: readonly Column<TransferList["rows"][number]>[] = [
  { title: "姓名", show: (it) => <Go href={`/transfers/${it.id}`}>{it.personName}</Go> },
  { title: "方向", show: (it) => it.kindTerm },
  { title: "从", show: (it) => it.from ?? "" },
  { title: "到", show: (it) => it.to ?? "" },
  { title: "转出或收到", show: (it) => it.handedOverOn },
  { title: "介绍信有效期至", show: (it) => it.letterUntil ?? "" },
  {
    title: "状态",
    show: (it) => <Mark kind={TRANSFER_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>,
  },
  {
    title: "下一步",
    show: (it) => (it.overdue ? <Mark kind="bad">{it.says}（已过期限）</Mark> : it.says),
  },
];

/** Transfers by direction and state, and what members ask for. */
export function Transfers(): ReactNode {
  const { id } = usePlace();
  const search = useSearchText();
  const patch = usePatchSearch();
  const state = search["state"] ?? "open";
  const kind = search["kind"] ?? "";
  const answer = useAsk(
    at.transfers,
    {
      kind: kind === "" ? undefined : (kind as TransferQuery["kind"]),
      state: state === "all" ? undefined : (state as TransferQuery["state"]),
      org: id,
      after: search["after"],
    },
    { keep: true },
  );
  const [arriving, setArriving] = useState(search["arrival"] === "new");
  return (
    <Page
      title="组织关系转接"
      lead="区内转接、转出本区、转入本区。对方接收之前，党员仍由原支部管理。"
      tools={
        answer.data?.can.arrive ? (
          <Button type="primary" onClick={() => setArriving(true)}>
            登记收到的介绍信
          </Button>
        ) : null
      }
    >
      <div className="row row-start">
        <Radio.Group
          aria-label="方向"
          optionType="button"
          value={kind}
          options={KINDS}
          onChange={(it) => patch({ kind: String(it.target.value) || null, after: null })}
        />
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={STATES}
          onChange={(it) => patch({ state: String(it.target.value), after: null })}
        />
      </div>
      <Answer of={answer}>
        {(data) => (
          <>
            {data.requests.length === 0 ? null : <Requests rows={data.requests} />}
            {data.rows.length === 0 ? (
              <Empty action={state === "open" ? <Go href="/transfers?state=all">看全部转接</Go> : null}>
                这里没有{state === "open" ? "在办的" : ""}
                转接。从党员页面“转接组织关系”开始；区外来的，点“登记收到的介绍信”。
              </Empty>
            ) : (
              <Section title={state === "open" ? "在办的转接" : "转接"}>
                <Plain caption="组织关系转接" rows={data.rows} id={(it) => it.id} columns={COLUMNS} />
              </Section>
            )}
            <p>
              {search["after"] === undefined ? null : (
                <Button onClick={() => patch({ after: null })}>回到最近的</Button>
              )}{" "}
              {data.next === null ? null : <Button onClick={() => patch({ after: data.next })}>更早的</Button>}
            </p>
          </>
        )}
      </Answer>
      {arriving ? <ArrivalDialog org={id} onClose={() => setArriving(false)} /> : null}
    </Page>
  );
}

type Request = TransferList["requests"][number];

/** What members asked for on their phones. */
function Requests(props: { rows: readonly Request[] }): ReactNode {
  const [asked, setHanding] = useOpened("request");
  const handing = props.rows.find((it) => it.id === asked && it.can) ?? null;
  const [declining, setDeclining] = useState<Request | null>(null);
  const columns: readonly Column<Request>[] = [
    { title: "姓名", show: (it) => <Go href={`/members/${it.personId}`}>{it.personName}</Go> },
    { title: "支部", show: (it) => it.organizationName },
    { title: "申请日期", show: (it) => it.askedOn },
    { title: "要转到哪里", show: (it) => it.destination },
    { title: "原因", show: (it) => it.reason },
    {
      title: "",
      width: "13em",
      show: (it) =>
        it.can ? (
          <span className="row row-start">
            <Button size="small" type="primary" onClick={() => setHanding(it.id)}>
              办理转出
            </Button>
            <Button size="small" onClick={() => setDeclining(it)}>
              不同意
            </Button>
          </span>
        ) : (
          <span className="quiet">由支部办理</span>
        ),
    },
  ];
  return (
    <Section title="党员的转接申请" note="本人在手机上提出，由支部办理">
      <Plain caption="转接申请" rows={props.rows} id={(it) => it.id} columns={columns} />
      {handing ? (
        <TransferDialog
          persons={[{ id: handing.personId, name: handing.personName }]}
          wish={{ destination: handing.destination, reason: handing.reason }}
          onClose={() => setHanding(null)}
        />
      ) : null}
      {declining ? (
        <FactDialog
          title={`不同意转接：${declining.personName}`}
          says="本人会看到理由。没有正当理由，不应拒绝。"
          button="不同意"
          asks={WHY}
          send={(values) => sendTo(at.requestRefusal, { id: declining.id }, values as Refusal)}
          onClose={() => setDeclining(null)}
        />
      ) : null}
    </Section>
  );
}

function ArrivalDialog(props: { org: string | undefined; onClose: () => void }): ReactNode {
  const go = useGo();
  return (
    <FactDialog
      title="登记收到的介绍信"
      says="照介绍信填写。登记以后先与对方核实，再编入支部，寄回回执。"
      button="登记"
      asks={ARRIVAL}
      start={{ organizationId: props.org }}
      send={(values) => sendTo(at.arrival, {}, values as Arrival)}
      onDone={(made) => go(`/transfers/${made.id}`)}
      onClose={props.onClose}
    />
  );
}
