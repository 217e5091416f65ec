import { Button, Switch } from "antd";
import type { ReactNode } from "react";
import { noticeChoices, notices, noticesReading } from "#platform/notices/address.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { NoticeList } from "#web/desk/shell/notice-list.tsx";

/** All one's notices, and which kinds one wants. */
export function MyNotices(): ReactNode {
  const answer = useAsk(notices);
  const readAll = useDeed(noticesReading, {});
  const choose = useDeed(noticeChoices, {});
  return (
    <Page
      title="我的通知"
      lead="有事等您办，或者您办的事有了结果，会在这里告诉您。事情由别人办了，通知会自己变成已办结。"
      tools={
        <Button
          disabled={(answer.data?.unread ?? 0) === 0}
          loading={readAll.busy}
          onClick={() => void readAll.run(null)}
        >
          全部已读
        </Button>
      }
    >
      <ProblemBox problem={readAll.problem ?? choose.problem} />
      <Answer of={answer}>
        {({ notices: all, kinds }) => (
          <>
            {all.length === 0 ? <Empty>没有通知。</Empty> : <NoticeList notices={all} />}
            <Section title="要哪些通知" note="关闭后不再收到这一种；已经收到的还在。">
              <ul className="notices">
                {kinds.map((it) => (
                  <li key={it.kind} className="row">
                    <span>
                      <strong>{it.term}</strong>
                      <br />
                      <span className="quiet">{it.about}</span>
                    </span>
                    <Switch
                      aria-label={it.term}
                      checked={!it.muted}
                      disabled={choose.busy}
                      checkedChildren="接收"
                      unCheckedChildren="关闭"
                      onChange={(wanted) =>
                        void choose.run({
                          muted: kinds
                            .filter((one) => (one.kind === it.kind ? !wanted : one.muted))
                            .map((one) => one.kind),
                        })
                      }
                    />
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}
