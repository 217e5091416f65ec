import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/floating/address.ts";
import type { CaseView, Entry, Revealed, Revealing } from "#modules/membership/floating/contract.ts";
import type { DeedKey } from "#modules/membership/floating/deeds.ts";
import { HostPick } from "#modules/membership/floating/desk/host-pick.tsx";
import { PassSection } from "#modules/membership/floating/desk/pass-section.tsx";
import {
  CONTACT,
  ENTRIES,
  HOST_CONTACT,
  NOTE,
  ON,
  SIDES,
  STATE_MARKS,
} from "#modules/membership/floating/desk/texts.ts";
import { type Asks, code, long, place, reason, text } from "#platform/forms/asks.ts";
import type { Address } from "#platform/http/address.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog, type Values } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useOpened } from "#web/desk/place.ts";

/** One absence: what is due, both halves, the pass, and everything that was done. */
export function CasePage(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.floatingCase, { id: params.id ?? "" });
  return <Answer of={answer}>{(it) => <View it={it} />}</Answer>;
}

/** How a deed is asked for; whether it may be done now, the answer says. */
interface Form {
  readonly title: string;
  readonly button: string;
  readonly to: Address<"POST">;
  readonly says?: string;
  readonly asks: Asks;
  /** Fields that the dialog does not ask. */
  readonly fixed?: Values;
}

const FORMS = {
  decision: {
    title: "明确联系人",
    button: "确定",
    to: at.decision,
    says: "外出满六个月、没有转移组织关系的，作为流动党员管理，由支部明确专人联系。地点固定的，应当转接组织关系。",
    asks: CONTACT,
  },
  offer: {
    title: "通知流入地党组织",
    button: "发出",
    to: at.offer,
    says: "本区的支部会在自己的台账里看到；区外的写明名称，凭活动证登记。两项填一项。",
    asks: {
      hostOrganizationId: place("本区党支部", { optional: true }),
      hostName: text("区外党组织", { optional: true }),
    },
  },
  acceptance: { title: "接收流动党员", button: "接收", to: at.acceptance, asks: { ...HOST_CONTACT, ...ON } },
  refusal: {
    title: "不接收",
    button: "不接收",
    to: at.refusal,
    asks: { note: long("理由") },
  },
  loss: {
    title: "认定失去联系",
    button: "认定",
    to: at.loss,
    says: "满六个月没有消息、至少用两种方式查找过，才能认定。",
    asks: { reason: code("情形", "lost_reason"), ...ON, ...NOTE },
  },
  finding: {
    title: "恢复联系",
    button: "登记",
    to: at.finding,
    asks: { ...ON, note: long("恢复联系的经过") },
  },
  stopping: {
    title: "停止党籍",
    button: "登记决定",
    to: at.stopping,
    says: "登记之后党员从花名册减少，满两年仍无法取得联系的，按自行脱党除名。",
    asks: { ...ON, documentNumber: text("文号", { optional: true }) },
  },
  returned: {
    title: "登记返回",
    button: "登记",
    to: at.ending,
    asks: { ...ON, ...NOTE },
    fixed: { code: "returned" },
  },
  "struck-off": {
    title: "自行脱党除名",
    button: "登记",
    to: at.ending,
    asks: { ...ON, ...NOTE },
    fixed: { code: "struck-off" },
  },
  withdrawn: {
    title: "撤销登记",
    button: "撤销",
    to: at.ending,
    says: "只在登记错了的时候用。",
    asks: { note: long("原因") },
    fixed: { code: "withdrawn" },
  },
} as const satisfies Record<Exclude<DeedKey, "entry">, Form>;

function View(props: { it: CaseView }): ReactNode {
  const { it } = props;
  const [asked, setAsked] = useOpened("deed");
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Revealed | null>(null);
  const deeds = it.can.deeds.filter((key) => key !== "entry");
  const writes = it.can.deeds.includes("entry");
  const close = (): void => setAsked(null);
  const deed = deeds.find((key) => key === asked);
  const chosen: Form | null = deed === undefined ? null : FORMS[deed];
  const line = writes && asked !== null ? ENTRIES[asked] : undefined;
  return (
    <Page
      title={`${it.personName}：${it.personId === null ? "流入" : "外出"}`}
      lead={
        <>
          <Mark kind={STATE_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark>{" "}
          {it.floating && it.endedOn === null ? <Mark kind="info">流动党员</Mark> : null}{" "}
          {it.personId === null ? null : <Go href={`/members/${it.personId}`}>党员页面</Go>}
        </>
      }
      tools={
        <>
          {it.can.reveal ? <Button onClick={() => setAsking(true)}>查看联系方式</Button> : null}
          {deeds.slice(1).map((key) => (
            <Button key={key} onClick={() => setAsked(key)}>
              {FORMS[key].title}
            </Button>
          ))}
          {deeds[0] === undefined ? null : (
            <Button type="primary" onClick={() => setAsked(deeds[0] ?? null)}>
              {FORMS[deeds[0]].title}
            </Button>
          )}
        </>
      }
    >
      {it.due.length === 0 ? null : (
        <Section title="要办的事">
          <ul className="checks" aria-label="要办的事">
            {it.due.map((due) => (
              <li key={due.check + due.what}>
                <Mark kind={due.overdue ? "bad" : "warn"}>
                  {due.deadline === null ? "待办" : `${due.overdue ? "已过期限" : "期限"} ${due.deadline}`}
                </Mark>{" "}
                {due.what}
                <br />
                <ProvisionLine provision={due.provision} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div className="halves">
        <Section title="流出地">
          <Facts
            facts={[
              [
                "党组织",
                it.home.id === null ? (
                  it.home.name
                ) : (
                  <Go key="home" href={`/organizations/${it.home.id}`}>
                    {it.home.name}
                  </Go>
                ),
              ],
              ["联系人", it.home.contact],
              ["外出日期", it.leftOn],
              ["登记", `${it.registeredOn} ${it.registeredBy}`],
              ["决定作为流动党员管理", it.decidedOn],
              ["外出原因", it.reasonTerm],
              ["外出前职业", it.originJobTerm],
              ["预计返回", it.expectedBackOn],
              ["失去联系", it.lostSince === null ? null : `${it.lostSince} 起（${it.lostReasonTerm ?? ""}）`],
              ["停止党籍", it.stoppedOn],
              ["办结", it.endedOn === null ? null : `${it.endedOn} ${it.endNote}`],
            ]}
          />
        </Section>
        <Section title="流入地">
          <Facts
            facts={[
              [
                "党组织",
                it.host.id === null ? (
                  (it.host.name ?? "还没有落实")
                ) : (
                  <Go key="host" href={`/organizations/${it.host.id}`}>
                    {it.host.name}
                  </Go>
                ),
              ],
              ["联系人", it.host.contact],
              ["发往流入地", it.sentOn],
              ["接收", it.arrivedOn],
              ["没有接收", it.declinedOn === null ? null : `${it.declinedOn} ${it.declineNote}`],
              ["流动范围", it.scopeTerm],
              ["外出地", it.destination],
              ["外出流向", it.destinationKindTerm],
              ["外出单位", it.workUnit],
              ["本人电话", shown?.phone ?? it.phoneMask],
              ["在外住址", shown?.address],
              ["紧急联系人", shown?.emergency],
              ["公民身份号码", shown?.idNumber ?? (it.hasIdNumber ? "已登记（不显示）" : null)],
            ]}
          />
        </Section>
      </div>
      <PassSection it={it} />
      <Section
        title="记录"
        note="两地和本人的记录在一起，按日期"
        tools={
          writes
            ? Object.entries(ENTRIES).map(([key, { term }]) => (
                <Button key={key} size="small" onClick={() => setAsked(key)}>
                  记{term}
                </Button>
              ))
            : null
        }
      >
        <ul className="timeline">
          {it.entries.map((one) => (
            <li key={one.id}>
              <span className="timeline-day">{one.on}</span>
              <strong>{one.term}</strong>
              <span className="quiet">
                {SIDES[one.side]} {one.by}
                {one.foreign ? "（外地系统签名）" : ""}
              </span>
              {one.wayTerm === null ? null : <span>{one.wayTerm}</span>}
              {one.reached === false ? <Mark kind="warn">没有联系上</Mark> : null}
              {one.hours === null ? null : <span>{one.hours} 学时</span>}
              {one.gradeTerm === null ? null : <Mark kind="plain">{one.gradeTerm}</Mark>}
              <span>{one.content}</span>
            </li>
          ))}
        </ul>
      </Section>
      {chosen === null ? null : (
        <FactDialog
          title={`${chosen.title}：${it.personName}`}
          {...(chosen.says === undefined ? {} : { says: chosen.says })}
          button={chosen.button}
          asks={chosen.asks}
          inputs={{ hostOrganizationId: HostPick }}
          send={(values) => sendTo(chosen.to, { id: it.id }, { ...values, ...chosen.fixed })}
          onClose={close}
        />
      )}
      {line === undefined ? null : (
        <FactDialog
          title={`记${line.term}：${it.personName}`}
          button="保存"
          asks={line.asks}
          send={({ unreached, ...values }) =>
            sendTo(
              at.entry,
              { id: it.id },
              {
                ...(values as Entry),
                kind: asked as Entry["kind"],
                ...(unreached === true || asked === "search" ? { reached: false } : {}),
                ...(it.can.home ? {} : { side: "host" }),
              },
            )
          }
          onClose={close}
        />
      )}
      {asking ? (
        <RevealDialog id={it.id} name={it.personName} onShow={setShown} onClose={() => setAsking(false)} />
      ) : null}
    </Page>
  );
}

function RevealDialog(props: {
  id: string;
  name: string;
  onShow: (values: Revealed) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <FactDialog
      title={`查看${props.name}的联系方式`}
      says={`查看会留下记录：时间、人员和事由，${props.name}本人可以看到。`}
      button="查看"
      asks={{ reason: reason("查看事由", { hint: "写清要办的事，至少 4 个字。" }) }}
      send={(values) => sendTo(at.revealing, { id: props.id }, values as Revealing)}
      saved={null}
      onDone={props.onShow}
      onClose={props.onClose}
    />
  );
}
