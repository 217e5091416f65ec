import "./turn.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { BelowLine, LatelyLine, Snoozing, TurnItem, TurnView } from "#modules/assessment/contract.ts";
import { resumption, snoozes, turn } from "#modules/assessment/turn/address.ts";
import { asks, day, reason } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";

/** Lines that stand under each other before they are grouped by kind. */
const UNGROUPED = 7;
/** Lines of a group, and kinds due beneath, that stand open. */
const SHOWN = 3;
const KINDS = 6;

/** 轮到我: what is mine to do, what is due beneath, what changed. Nothing stands twice. */
export function Turn(): ReactNode {
  const answer = useAsk(turn, {}, { keep: true });
  return (
    <Answer of={answer}>
      {(it) => (
        <>
          <Mine of={it} />
          {it.below.length === 0 ? null : <Below lines={it.below} />}
          {it.lately.length === 0 ? null : <Lately lines={it.lately} />}
        </>
      )}
    </Answer>
  );
}

function Mine({ of: it }: { of: TurnView }): ReactNode {
  const [putting, setPutting] = useState<TurnItem | null>(null);
  // One's own branch needs no name on every line.
  const placed = new Set(it.mine.map((one) => one.place.id)).size > 1;
  const line = (one: TurnItem): ReactNode => (
    <Line key={`${one.key} ${one.why}`} of={one} placed={placed} onPut={() => setPutting(one)} />
  );
  return (
    <Section title="我来办" note={it.mine.length === 0 ? undefined : `${number(it.mine.length)} 件`}>
      {it.mine.length === 0 ? (
        <p className="say say-good">当前没有待办事项。</p>
      ) : it.mine.length <= UNGROUPED ? (
        <ul className="turn">{it.mine.map(line)}</ul>
      ) : (
        [...Map.groupBy(it.mine, (one) => one.id)].map(([id, of]) => <Kind key={id} of={of} line={line} />)
      )}
      {it.snoozed.length === 0 ? null : <Snoozed items={it.snoozed} />}
      {putting === null ? null : <SnoozeDialog of={putting} onClose={() => setPutting(null)} />}
    </Section>
  );
}

/** Matters of one kind: the first of them, and the rest when it is asked for. */
function Kind(props: { of: readonly TurnItem[]; line: (it: TurnItem) => ReactNode }): ReactNode {
  const { of } = props;
  const [all, setAll] = useState(false);
  const rest = of.length - SHOWN;
  return (
    <section className="turn-kind">
      <h3>
        {of[0]?.term} <span className="quiet">{number(of.length)} 件</span>
      </h3>
      <ul className="turn">{(all ? of : of.slice(0, SHOWN)).map(props.line)}</ul>
      {rest > 0 && !all ? (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          其余 {number(rest)} 件
        </Button>
      ) : null}
    </section>
  );
}

/** Days in words: the last day is not late. */
function daysInWords({ days, overdue }: Pick<TurnItem, "days" | "overdue">): string {
  if (days === null) return "";
  if (days < 0) return overdue ? `逾期${number(-days)}天` : "";
  return days === 0 ? "今天到期" : `还有${number(days)}天`;
}

function Line(props: { of: TurnItem; placed: boolean; onPut: () => void }): ReactNode {
  const { of: it } = props;
  const named = it.subject.name === "" || it.why.startsWith(it.subject.name);
  return (
    <li>
      <div className="turn-text">
        <span>
          {named ? null : <strong>{it.subject.name}</strong>} {it.why}
        </span>
        <span className="turn-when">
          {props.placed && it.place.name !== "" && it.place.name !== it.subject.name ? (
            <span className="quiet">{it.place.name}</span>
          ) : null}
          {it.deadline === null ? null : (
            <span className={it.overdue ? "due-late" : "quiet"} title={`期限 ${it.deadline}`}>
              {daysInWords(it)}
            </span>
          )}
          {it.provision === null ? null : (
            <details className="turn-basis">
              <summary aria-label="依据">ⓘ</summary>
              <ProvisionLine provision={it.provision} />
            </details>
          )}
        </span>
      </div>
      <Button type="text" size="small" aria-label={`暂缓：${it.subject.name} ${it.term}`} onClick={props.onPut}>
        暂缓
      </Button>
      <Go href={it.deed.address} className="button-link">
        {it.deed.term}
      </Go>
    </li>
  );
}

const PUT_OFF = asks({ until: day("暂缓到"), reason: reason("原因") });

function SnoozeDialog(props: { of: TurnItem; onClose: () => void }): ReactNode {
  const { key, subject, term } = props.of;
  return (
    <FactDialog
      title={`暂缓：${subject.name === "" ? term : `${subject.name} ${term}`}`}
      says="只在本人的待办里暂时收起，到期自动恢复；期限和他人的待办不变。"
      button="暂缓"
      asks={PUT_OFF}
      send={(values) => sendTo(snoozes, {}, { ...(values as Omit<Snoozing, "key">), key })}
      saved={() => ({ text: "暂缓", undo: () => sendTo(resumption, {}, { key }) })}
      onClose={props.onClose}
    />
  );
}

function Snoozed(props: { items: readonly TurnItem[] }): ReactNode {
  const resume = useDeed((key: string) => sendTo(resumption, {}, { key }));
  return (
    <details className="turn-snoozed">
      <summary>已暂缓 {number(props.items.length)} 件</summary>
      <ProblemBox problem={resume.problem} />
      <ul className="turn">
        {props.items.map((it) => (
          <li key={`${it.key} ${it.why}`}>
            <div className="turn-text">
              <span>
                <strong>{it.subject.name}</strong> {it.why}
              </span>
              <span className="quiet">
                暂缓到 {it.snoozedUntil}：{it.snoozeReason}
              </span>
            </div>
            <Button size="small" loading={resume.busy} onClick={() => void resume.run(it.key)}>
              恢复
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is due with those beneath: a line a check, the worst first; it opens on the list of its places. */
function Below(props: { lines: readonly BelowLine[] }): ReactNode {
  const [all, setAll] = useState(false);
  const rest = props.lines.length - KINDS;
  return (
    <Section
      title="下级到期"
      note={`${number(props.lines.length)} 项`}
      tools={
        <Go href="/clock" keepOrg>
          到期一览
        </Go>
      }
    >
      <ul className="turn turn-below">
        {(all ? props.lines : props.lines.slice(0, KINDS)).map((it) => (
          <li key={it.id}>
            <span>
              <Go href={`/clock/${it.id}`}>{it.term}</Go>{" "}
              <span className="quiet">
                {number(it.places)} 个组织 {number(it.count)} 件，{it.worst.name}最多（{number(it.worst.count)} 件）
              </span>
            </span>
            {it.overdue > 0 ? <span className="due-late">逾期 {number(it.overdue)} 件</span> : null}
          </li>
        ))}
      </ul>
      {rest > 0 && !all ? (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          其余 {number(rest)} 项
        </Button>
      ) : null}
    </Section>
  );
}

/** Where a line of 知会 opens. */
const openedBy = ({ subject }: LatelyLine): string =>
  subject.kind === "organization-event"
    ? `/organization-events/${subject.id}`
    : `/r/membership-events?org=${subject.id}`;

function Lately(props: { lines: readonly LatelyLine[] }): ReactNode {
  return (
    <Section
      title="知会"
      note="最近七天"
      tools={
        <Go href="/r/membership-events" keepOrg>
          党员增减台账
        </Go>
      }
    >
      <ul className="changes">
        {props.lines.map((it) => (
          <li key={`${it.on} ${it.text}`}>
            <span className="quiet">{it.on}</span>
            <Go href={openedBy(it)}>{it.text}</Go>
          </li>
        ))}
      </ul>
    </Section>
  );
}
