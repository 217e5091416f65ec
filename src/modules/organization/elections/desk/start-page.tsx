import { Button, Input, InputNumber, Radio } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/organization/elections/address.ts";
import type { OpeningBody, StartView } from "#modules/organization/elections/contract.ts";
import { fewestCandidates } from "#modules/organization/elections/rules.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { DayField, Facts, Field, Page } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** An election begins: what is known stands there, what is asked is only what the house cannot know. */
export function ElectionStart(): ReactNode {
  const { id } = usePlace();
  const kind = useSearchText()["kind"] === "by_election" ? "by_election" : "term";
  const answer = useAsk(at.start, { id: id ?? "" }, { enabled: id !== undefined });
  return <Answer of={answer}>{(it) => <View key={`${it.organizationId} ${kind}`} of={it} kind={kind} />}</Answer>;
}

function View({ of: it, kind }: { of: StartView; kind: "term" | "by_election" }): ReactNode {
  const go = useGo();
  const today = useToday();
  const byElection = kind === "by_election";
  const [on, setOn] = useState(today);
  const [form, setForm] = useState(it.form as OpeningBody["form"]);
  const [seats, setSeats] = useState(byElection ? 1 : it.seats);
  const [deputies, setDeputies] = useState(byElection ? 0 : it.deputies);
  const [delegates, setDelegates] = useState<number | null>(null);
  const [reason, setReason] = useState(it.vacant.length > 0 ? `${it.vacant.join("、")}空缺` : "");
  const deed = useDeed(
    () =>
      sendTo(
        at.opening,
        {},
        {
          organizationId: it.organizationId,
          kind,
          form,
          on,
          seats: form === "direct" ? 1 : seats,
          deputies,
          ...(delegates === null ? {} : { delegates }),
          ...(byElection && reason.trim() !== "" ? { reason: reason.trim() } : {}),
        },
      ),
    (made) => go(`/elections/${made.id}`),
  );
  const title = `${it.organizationName}：${byElection ? "补选" : "换届选举"}`;
  if (it.underWay !== null)
    return (
      <Page title={title}>
        <Empty action={<Go href={`/elections/${it.underWay}`}>打开正在办理的选举</Go>}>
          这个组织已经有一次选举正在办理。
        </Empty>
      </Page>
    );
  if (!it.elects)
    return (
      <Page title={title}>
        <Empty action={<Go href="/elections">看届期一览</Go>}>
          {it.kindTerm}不选举委员会。请在左边选择要换届的党支部、党总支或者党委。
        </Empty>
      </Page>
    );
  return (
    <Page title={title} lead="系统已经知道的都在下面，请核对。发起以后，一步一步照着办。">
      <ProblemBox problem={deed.problem} />
      <Facts
        facts={[
          ["组织类别", it.kindTerm],
          ["正式党员", `${it.full}人`],
          ["本届", it.termNumber === null ? "没有登记" : `第${it.termNumber}届，${it.termGrounds ?? ""}`],
          ["由谁批复", it.superiorName],
        ]}
      />
      <div className="form-grid">
        <Field label="发起日期" id="start-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="start-on" value={on} max={today} onChange={setOn} />
        </Field>
        <Field label="怎样选" id="start-form" hint={<ProvisionLine provision={it.formBasis} />}>
          <Radio.Group
            id="start-form"
            value={form}
            onChange={(one) => setForm(one.target.value as OpeningBody["form"])}
            options={[
              { value: "committee", label: "选委员，再选书记" },
              { value: "direct", label: "直接选书记" },
            ]}
          />
        </Field>
        {form === "committee" ? (
          <Field
            label="应选委员"
            id="start-seats"
            hint={`一般${it.least}至${it.most}名；候选人至少${fewestCandidates(seats)}名`}
          >
            <InputNumber
              id="start-seats"
              min={1}
              max={99}
              precision={0}
              value={seats}
              onChange={(one) => setSeats(one ?? 1)}
            />
          </Field>
        ) : null}
        <Field label="其中副书记" id="start-deputies">
          <InputNumber
            id="start-deputies"
            min={0}
            max={9}
            precision={0}
            value={deputies}
            onChange={(one) => setDeputies(one ?? 0)}
          />
        </Field>
        {it.delegatesAllowed ? (
          <Field
            label="代表人数（可不填）"
            id="start-delegates"
            hint="党员500人以上，经批准可以开党员代表大会；不填就是党员大会。"
          >
            <InputNumber id="start-delegates" min={1} precision={0} value={delegates} onChange={setDelegates} />
          </Field>
        ) : null}
        {byElection ? (
          <Field label="为什么补选" id="start-reason" wide>
            <Input id="start-reason" maxLength={400} value={reason} onChange={(one) => setReason(one.target.value)} />
          </Field>
        ) : null}
      </div>
      <p className="quiet">{it.formGrounds}。</p>
      <div className="actions">
        <Button type="primary" loading={deed.busy} disabled={!it.can.open} onClick={() => void deed.run(undefined)}>
          发起{byElection ? "补选" : "换届选举"}
        </Button>
      </div>
    </Page>
  );
}
