import { SyncOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Popover, Progress } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import * as at from "#platform/jobs/address.ts";
import type { Job } from "#platform/jobs/contract.ts";
import { hrefOf, sendTo } from "#web/common/api.ts";
import { moment, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

const STATE = {
  waiting: "排队中",
  running: "进行中",
  done: "已完成",
  failed: "没有办成",
  cancelled: "已取消",
} as const;
/** Imports have a page of their own. */
function linkOf(it: Job): string {
  const result = it.result as { importId?: string; batchId?: string } | null;
  const id = result?.importId ?? result?.batchId;
  return id === undefined ? "" : `/imports/${id}`;
}

const busy = (it: Job): boolean => it.state === "waiting" || it.state === "running";

/** Long work: how far, cancel, and what came out. It goes on when the page is closed. */
export function Jobs(): ReactNode {
  const client = useQueryClient();
  const jobs = useAsk(at.jobs, {}, { every: (all) => all?.some(busy) === true && 3000 });
  const all = jobs.data ?? [];
  const running = all.filter(busy);
  const before = useRef(0);
  useEffect(() => {
    // Work that has just ended changed what other parts of the page show.
    if (running.length < before.current)
      void client.invalidateQueries({ predicate: (it) => it.queryKey[0] !== at.jobs.path });
    before.current = running.length;
  }, [running.length, client]);
  const cancel = useDeed((id: string) => sendTo(at.jobCancelling, { id }, null));
  if (all.length === 0) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="长任务"
      content={
        <div className="tray">
          <ProblemBox problem={cancel.problem} />
          {all.slice(0, 8).map((it) => (
            <div key={it.id} className="tray-line">
              <div className="row">
                {linkOf(it) ? <Go href={linkOf(it)}>{it.title}</Go> : <span>{it.title}</span>}
                <span className="quiet">{it.cancelling && busy(it) ? "正在停下" : STATE[it.state]}</span>
              </div>
              {busy(it) ? (
                <div className="row">
                  <Progress
                    percent={it.total ? Math.floor((it.done / it.total) * 100) : 0}
                    size="small"
                    status="active"
                    aria-label={`${it.title}的进度`}
                  />
                  <Button size="small" disabled={cancel.busy || it.cancelling} onClick={() => void cancel.run(it.id)}>
                    取消
                  </Button>
                </div>
              ) : null}
              {it.hasResultFile && it.state === "done" ? (
                <a href={hrefOf(at.jobResult, { id: it.id })}>下载结果</a>
              ) : null}
              <p className="quiet">
                {it.note || (it.total ? `${number(it.done)} / ${number(it.total)}` : moment(it.createdAt))}
              </p>
            </div>
          ))}
        </div>
      }
    >
      <button type="button" className="bar-button">
        <SyncOutlined spin={running.length > 0} aria-hidden />
        {running.length > 0 ? <span>{running.length} 个进行中</span> : <span className="only-read">长任务</span>}
      </button>
    </Popover>
  );
}
