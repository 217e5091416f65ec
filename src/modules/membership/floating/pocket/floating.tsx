import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/floating/address.ts";
import type { OwnFloating, OwnOutflow } from "#modules/membership/floating/contract.ts";
import { HandIn, Pass } from "#modules/membership/floating/pocket/pass.tsx";
import { keepDraft, readDraft } from "#web/common/draft.ts";
import { browserDay } from "#web/common/format.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { useDraftText, useSending } from "#web/pocket/sending.ts";

type Case = NonNullable<OwnFloating["current"]>;

/** A member far away: registers leaving, reports, sees who keeps contact and when, shows the flow pass. */
export function Floating(): ReactNode {
  const answer = useAsk(at.ownFloating);
  return (
    <>
      <h1>外出和汇报</h1>
      <Shown of={answer}>
        {({ member, current }) =>
          current !== null ? (
            <Away it={current} again={answer.again} />
          ) : member ? (
            <Leave again={answer.again} />
          ) : (
            <p className="say say-info">您现在不在支部的花名册上，不能登记外出。如果不对，请联系支部书记。</p>
          )
        }
      </Shown>
    </>
  );
}

function Away(props: { it: Case; again: () => void }): ReactNode {
  const { it } = props;
  return (
    <>
      <Lines
        lines={[
          ["状态", it.stateTerm],
          ["外出日期", it.leftOn],
          ["外出地", it.destination],
          ["原支部", it.home.name],
          ["原支部联系人", it.home.contact ?? "支部还没有明确"],
          ["流入地党组织", it.host.name],
          ["流入地联系人", it.host.contact],
        ]}
      />
      <Report again={props.again} />
      <h2>流动党员活动证</h2>
      {it.pass === null ? (
        <p className="quiet">支部还没有签发。需要在外地报到的，请告诉支部联系人。</p>
      ) : (
        <Pass pass={it.pass} name={it.personName} />
      )}
      {it.pass === null ? null : <HandIn handedOn={it.handedOn} again={props.again} />}
      <h2>联络和汇报记录</h2>
      <ul className="card lines trace">
        {it.entries.toReversed().map((one) => (
          <li key={one.id}>
            <p>
              <strong>{one.term}</strong>
              {one.wayTerm === null ? "" : `（${one.wayTerm}）`} {one.content}
            </p>
            <p className="quiet">
              {one.on} {one.by}
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet">回来了，或者地址变了，请告诉支部联系人。</p>
    </>
  );
}

const REPORT = "floating.report";

function Report(props: { again: () => void }): ReactNode {
  const [content, setContent] = useDraftText(REPORT);
  const { busy, problem, done, send } = useSending(props.again, REPORT);
  return (
    <>
      <h2>向支部汇报</h2>
      <Say problem={problem} />
      {done ? <output className="say say-info">汇报已送到支部。</output> : null}
      <label className="ask">
        <span>近来的工作、学习、生活，有什么困难</span>
        <textarea rows={4} maxLength={800} value={content} onChange={(it) => setContent(it.target.value)} />
      </label>
      <p>
        <button
          type="button"
          className="button primary"
          disabled={busy || content.trim() === ""}
          onClick={() => void send(at.ownReport, {}, { content }).then((sent) => sent && setContent(""))}
        >
          {busy ? "正在发送…" : "发送"}
        </button>
      </p>
    </>
  );
}

const SCOPES = [
  ["other_province", "外省"],
  ["other_city", "本省外市"],
  ["other_county", "本市外县（区）"],
] as const;
const REASONS = [
  ["work_or_trade", "务工经商"],
  ["employment", "就业"],
  ["study", "学习"],
  ["moved_home", "居住地变化"],
  ["with_children", "随子女生活"],
  ["other", "其他"],
] as const;

interface Form {
  leftOn: string;
  destination: string;
  scope: string;
  reason: string;
  workUnit: string;
}
const LEAVE = "floating.leave";

function Leave(props: { again: () => void }): ReactNode {
  const [form, setForm] = useState<Form>(() => ({
    leftOn: browserDay(),
    destination: "",
    scope: "other_city",
    reason: "work_or_trade",
    workUnit: "",
    ...readDraft<Form>(LEAVE),
  }));
  // Phone and address are not kept in the draft: they are nobody else's business on a shared phone.
  const [phone, setPhone] = useState("");
  const [address, setAddress] = useState("");
  const { busy, problem, send } = useSending(props.again, LEAVE);
  const set = (key: keyof Form) => (it: { target: { value: string } }) => {
    const next = { ...form, [key]: it.target.value };
    setForm(next);
    keepDraft(LEAVE, next);
  };
  const body = Object.fromEntries(
    Object.entries({ ...form, phone, address }).filter(([, value]) => value.trim() !== ""),
  ) as object as OwnOutflow;
  return (
    <>
      <p>离开本地半年以上、组织关系不转走的，请在这里登记。支部会安排人和您联系。</p>
      <Say problem={problem} />
      <label className="ask">
        <span>哪天离开</span>
        <input type="date" max={browserDay()} value={form.leftOn} onChange={set("leftOn")} />
      </label>
      <label className="ask">
        <span>去哪里（市、县）</span>
        <input maxLength={100} value={form.destination} onChange={set("destination")} />
      </label>
      <label className="ask">
        <span>多远</span>
        <select value={form.scope} onChange={set("scope")}>
          {SCOPES.map(([value, term]) => (
            <option key={value} value={value}>
              {term}
            </option>
          ))}
        </select>
      </label>
      <label className="ask">
        <span>为什么</span>
        <select value={form.reason} onChange={set("reason")}>
          {REASONS.map(([value, term]) => (
            <option key={value} value={value}>
              {term}
            </option>
          ))}
        </select>
      </label>
      <label className="ask">
        <span>单位（可不填）</span>
        <input maxLength={100} value={form.workUnit} onChange={set("workUnit")} />
      </label>
      <label className="ask">
        <span>在外电话（可不填）</span>
        <input type="tel" maxLength={40} value={phone} onChange={(it) => setPhone(it.target.value)} />
      </label>
      <label className="ask">
        <span>在外住址（可不填）</span>
        <input maxLength={100} value={address} onChange={(it) => setAddress(it.target.value)} />
      </label>
      <p>
        <button
          type="button"
          className="button primary"
          disabled={busy || form.destination.trim() === ""}
          onClick={() => void send(at.ownOutflow, {}, body)}
        >
          {busy ? "正在登记…" : "登记外出"}
        </button>
      </p>
    </>
  );
}
