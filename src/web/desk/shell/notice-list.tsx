import { Button } from "antd";
import type { ReactNode } from "react";
import { noticeReading } from "#platform/notices/address.ts";
import type { Notices } from "#platform/notices/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { moment } from "#web/common/format.ts";
import { useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** Notices, unread first: what it is, why one gets it. Going where a notice leads marks it as read. */
export function NoticeList(props: { notices: Notices["notices"]; onGo?: () => void }): ReactNode {
  const read = useDeed((id: string) => sendTo(noticeReading, { id }, null));
  return (
    <>
      <ProblemBox problem={read.problem} />
      <ul className="notices">
        {props.notices.map((it) => (
          <li key={it.id} className={it.readAt === null ? "unread" : undefined}>
            <div className="row">
              <strong>
                {it.link ? (
                  <Go
                    href={it.link}
                    onGo={() => {
                      if (it.readAt === null) void read.run(it.id);
                      props.onGo?.();
                    }}
                  >
                    {it.title}
                  </Go>
                ) : (
                  it.title
                )}
              </strong>
              <span className="quiet">{moment(it.createdAt)}</span>
            </div>
            {it.body ? <p>{it.body}</p> : null}
            <p className="quiet">{it.why}</p>
            {it.settledAt === null ? null : <Mark kind="good">已办结</Mark>}
            {it.readAt === null ? (
              <Button size="small" onClick={() => void read.run(it.id)}>
                知道了
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
