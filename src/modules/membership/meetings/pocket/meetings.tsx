import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/meetings/address.ts";
import type { OwnMeetings } from "#modules/membership/meetings/contract.ts";
import { dayInWords } from "#web/common/format.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { useDraftText, useSending } from "#web/pocket/sending.ts";

/** My meetings: those to come, with a way to be excused beforehand; what I am to do; my hours; those that were. */
export function Meetings(): ReactNode {
  const answer = useAsk(at.ownMeetings);
  return (
    <>
      <h1>我的会议</h1>
      <Shown of={answer}>
        {(it) =>
          it.member ? (
            <Body it={it} again={answer.again} />
          ) : (
            <p className="say say-info">您现在不在支部的花名册上。如果不对，请联系支部书记。</p>
          )
        }
      </Shown>
    </>
  );
}

function Body({ it, again }: { it: OwnMeetings; again: () => void }): ReactNode {
  return (
    <>
      <h2>要开的会</h2>
      {it.coming.length === 0 ? <p className="say say-info">还没有通知您要开的会。</p> : null}
      {it.coming.map((one) => (
        <Coming key={one.id} it={one} again={again} />
      ))}
      <h2>要办的事</h2>
      {it.tasks.filter((one) => one.doneOn === null).length === 0 ? (
        <p className="quiet">会议没有交给您要办的事，或者都办完了。</p>
      ) : null}
      {it.tasks
        .filter((one) => one.doneOn === null)
        .map((one) => (
          <Task key={one.id} it={one} again={again} />
        ))}
      <h2>学习学时</h2>
      <Lines
        lines={[
          [`${it.year} 年`, `${it.hours} 学时`],
          ["一般要求", it.exempt ? "您不作硬性要求" : `不少于 ${it.asked} 学时`],
        ]}
      />
      <h2>开过的会</h2>
      {it.past.length === 0 ? <p className="quiet">还没有会议记录。</p> : null}
      <ul className="card lines trace">
        {it.past.map((one) => (
          <li key={one.id}>
            <p>{one.title}</p>
            <p className="quiet">
              {one.on}，{one.stateTerm}
              {one.hours === 0 ? "" : `，${one.hours} 学时`}
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet">到会情况由支部记录，不用您签到。记得不对的，请告诉支部书记。</p>
    </>
  );
}

function Coming({ it, again }: { it: OwnMeetings["coming"][number]; again: () => void }): ReactNode {
  const draft = `meeting.excuse.${it.id}`;
  const [reason, setReason] = useDraftText(draft);
  const [asking, setAsking] = useState(reason !== "");
  const { busy, problem, send } = useSending(again, draft);
  return (
    <section aria-label={it.title}>
      <Lines
        lines={[
          ["会议", it.title],
          [
            "时间",
            `${dayInWords(it.on)}${it.starts === null ? "" : ` ${it.starts}`}${it.ends === null ? "" : `至${it.ends}`}`,
          ],
          ["地点", it.place],
          ["议题", it.topic],
          ["情况", it.state === "excused" ? `已请假${it.reason === "" ? "" : `：${it.reason}`}` : it.stateTerm],
        ]}
      />
      <Say problem={problem} />
      {it.canExcuse && !asking ? (
        <p>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            去不了，请假
          </button>
        </p>
      ) : null}
      {it.canExcuse && asking ? (
        <>
          <label className="ask">
            <span>为什么去不了</span>
            <input maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <p>
            <button
              type="button"
              className="button primary"
              disabled={busy || reason.trim() === ""}
              onClick={() => void send(at.ownExcuse, { id: it.id }, { reason })}
            >
              {busy ? "正在发送…" : "请假"}
            </button>
          </p>
        </>
      ) : null}
    </section>
  );
}

function Task({ it, again }: { it: OwnMeetings["tasks"][number]; again: () => void }): ReactNode {
  const draft = `meeting.task.${it.id}`;
  const [note, setNote] = useDraftText(draft);
  const [asking, setAsking] = useState(note !== "");
  const { busy, problem, send } = useSending(again, draft);
  return (
    <section aria-label={it.what}>
      <Lines
        lines={[
          ["要办的事", it.what],
          ["完成期限", `${it.dueOn}${it.late ? "（已过期限）" : ""}`],
          ["哪次会议", it.meetingTitle],
        ]}
      />
      <Say problem={problem} />
      {asking ? (
        <>
          <label className="ask">
            <span>办得怎么样</span>
            <textarea rows={3} maxLength={400} value={note} onChange={(event) => setNote(event.target.value)} />
          </label>
          <p>
            <button
              type="button"
              className="button primary"
              disabled={busy || note.trim() === ""}
              onClick={() => void send(at.ownTaskCompletion, { id: it.id }, { note })}
            >
              {busy ? "正在发送…" : "办好了"}
            </button>
          </p>
        </>
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            已经办好
          </button>
        </p>
      )}
    </section>
  );
}
