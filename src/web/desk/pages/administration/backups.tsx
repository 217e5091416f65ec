import { Button } from "antd";
import type { ReactNode } from "react";
import * as at from "#platform/operate/address.ts";
import type { Backups as View } from "#platform/operate/contract.ts";
import { fileSize, moment } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Page, Plain } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession } from "#web/desk/session.ts";

/** Which backups lie in the folder, and making one now. Restoring is for whoever holds the machine. */
export function Backups(): ReactNode {
  const backups = useAsk(at.backups);
  const { session } = useSession();
  const make = useDeed(at.backingUp, {});
  const mayMake = session !== undefined && holds(session, ["operate.backup.make"]);
  return (
    <Page
      title="备份"
      lead="备份是某一时刻的全部数据，压缩并加密。密钥不在里面，要另外保存；备份要再拷到另一台机器或另一块磁盘上。"
      tools={
        mayMake ? (
          <Button type="primary" loading={make.busy} onClick={() => void make.run(null)}>
            立即备份
          </Button>
        ) : undefined
      }
    >
      <ProblemBox problem={make.problem} />
      <Answer of={backups}>{(it) => <Kept view={it} />}</Answer>
    </Page>
  );
}

function Kept({ view }: { view: View }): ReactNode {
  const { backups, folder, keepDays } = view;
  return (
    <>
      <p>
        {keepDays === 0
          ? "没有开启自动备份（LIANXIN_BACKUP_DAYS 是 0）。"
          : `每天 2:30 自动做一份，留 ${keepDays} 天。`}
        存放在服务器的文件夹 <code>{folder}</code>。恢复由管理机器的人在命令行办理。
      </p>
      {backups.length === 0 ? (
        <p className="say say-info" role="status">
          还没有备份。
        </p>
      ) : (
        <Plain
          rows={backups}
          id={(it) => it.name}
          caption="备份"
          columns={[
            { title: "做于", show: (it) => moment(it.madeAt) },
            { title: "大小", show: (it) => fileSize(it.bytes) },
            { title: "文件", show: (it) => it.name },
          ]}
        />
      )}
    </>
  );
}
