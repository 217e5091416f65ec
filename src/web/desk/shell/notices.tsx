import { BellOutlined } from "@ant-design/icons";
import { Drawer } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/notices/address.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { NoticeList } from "#web/desk/shell/notice-list.tsx";

/** The newest notices beside the work; all of them, and what one wants to be told, stand on a page of their own. */
export function Notices(): ReactNode {
  const [open, setOpen] = useState(false);
  const answer = useAsk(at.notices);
  const notices = answer.data?.notices ?? [];
  const unread = answer.data?.unread ?? 0;
  const close = (): void => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="bar-button"
        aria-label={unread > 0 ? `我的通知，${unread} 条未读` : "我的通知"}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden />
        {unread > 0 ? <span className="bar-count">{unread > 99 ? "99+" : unread}</span> : null}
      </button>
      <Drawer
        open={open}
        onClose={close}
        title="我的通知"
        size={420}
        extra={
          <Go href="/me/notices" onGo={close}>
            全部和设置
          </Go>
        }
      >
        <ProblemBox problem={answer.error} />
        {notices.length === 0 ? <Empty>没有通知。有需要您办的事时，会在这里告诉您。</Empty> : null}
        <NoticeList notices={notices.slice(0, 20)} onGo={close} />
      </Drawer>
    </>
  );
}
