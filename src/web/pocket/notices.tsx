import { type ReactNode, useState } from "react";
import * as at from "#platform/notices/address.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { moment } from "#web/common/format.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Say, Shown } from "#web/pocket/parts.tsx";

/** On the first page, with how many are new. */
export function NoticesLink(): ReactNode {
  const { data } = useAsk(at.notices);
  return (
    <a className="big" href="#/notices">
      <span>我的通知</span>
      <span>
        {data && data.unread > 0 ? `${data.unread} 条未读 ` : ""}
        <span aria-hidden="true">›</span>
      </span>
    </a>
  );
}

/** What waits and what came of it. It is worked on at the desk; here it is read. */
export function Notices(): ReactNode {
  const answer = useAsk(at.notices);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = async (reading: Promise<unknown>): Promise<void> => {
    try {
      await reading;
      setProblem(null);
      answer.again();
    } catch (fault) {
      if (fault instanceof Problem) setProblem(fault);
    }
  };
  return (
    <>
      <h1>我的通知</h1>
      <Say problem={problem} />
      <Shown of={answer}>
        {({ notices, unread }) => (
          <>
            {notices.length === 0 ? <p className="say say-info">没有通知。</p> : null}
            {unread > 0 ? (
              <p>
                <button type="button" className="button" onClick={() => void read(sendTo(at.noticesReading, {}, null))}>
                  全部已读
                </button>
              </p>
            ) : null}
            {notices.length === 0 ? null : (
              <ul className="card lines trace">
                {notices.map((it) => (
                  <li key={it.id} className={it.readAt === null ? undefined : "own"}>
                    <p>
                      {it.readAt === null ? <strong>{it.title}</strong> : it.title}
                      {it.settledAt === null ? null : "（已办结）"}
                    </p>
                    {it.body ? <p>{it.body}</p> : null}
                    <p className="quiet">{it.why}</p>
                    <p className="quiet">{moment(it.createdAt)}</p>
                    {it.readAt === null ? (
                      <button
                        type="button"
                        className="button"
                        onClick={() => void read(sendTo(at.noticeReading, { id: it.id }, null))}
                      >
                        知道了
                      </button>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
            <p>
              <a href="/me/notices">选择收哪几种通知</a>
            </p>
          </>
        )}
      </Shown>
    </>
  );
}
