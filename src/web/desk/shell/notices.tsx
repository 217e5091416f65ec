import { BellOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import type { Notices as NoticesView } from "#platform/notices/contract.ts";
import { api } from "#web/common/api.ts";
import { moment } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Empty, ProblemBox } from "#web/desk/parts/say.tsx";

/** Notices: what to do, why one gets it, how to stop it. */
export function Notices(): ReactNode {
  const [open, setOpen] = useState(false);
  const answer = useAsk<NoticesView>("/api/notices", {}, { every: 60_000 });
  const notices = answer.data?.notices ?? [];
  const unread = answer.data?.unread ?? 0;
  const read = useDeed((id: string) => api.post(`/api/notices/${id}/reading`));
  return (
    <>
      <button
        type="button"
        className="bar-button"
        aria-label={unread > 0 ? `通知，${unread} 条未读` : "通知"}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden />
        {unread > 0 ? <span className="bar-count">{unread > 99 ? "99+" : unread}</span> : null}
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title="通知" size={420}>
        <ProblemBox problem={read.problem ?? answer.error} />
        {notices.length === 0 ? <Empty>没有通知。有需要您办的事时，会在这里告诉您。</Empty> : null}
        <ul className="notices">
          {notices.map((it) => (
            <li key={it.id} className={it.readAt === null ? "unread" : undefined}>
              <div className="row">
                <strong>{it.link ? <Go href={it.link}>{it.title}</Go> : it.title}</strong>
                <span className="quiet">{moment(it.createdAt)}</span>
              </div>
              {it.body ? <p>{it.body}</p> : null}
              <p className="quiet">{it.why}</p>
              {it.readAt === null ? (
                <Button size="small" onClick={() => void read.run(it.id)}>
                  知道了
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}
