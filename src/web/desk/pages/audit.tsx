import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { api } from "#web/common/api.ts";
import { moment, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { RegisterById } from "#web/desk/pages/register/register-page.tsx";
import { Facts, Page } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession } from "#web/desk/session.ts";

interface Verification {
  readonly whole?: boolean;
  readonly holds?: boolean;
  readonly checked?: number;
  readonly entries?: number;
  readonly sealedTo?: string | null;
  readonly faults: readonly ({ readonly at?: string; readonly message: string } | string)[];
}

/** The log of what was done and seen, and the proof that nobody has changed it. */
export function Audit(): ReactNode {
  const { session } = useSession();
  const [result, setResult] = useState<Verification | null>(null);
  const verify = useDeed(() => api.get<Verification>("/api/audit/verification"), setResult);
  const sound = result !== null && (result.whole ?? result.holds ?? result.faults.length === 0);
  return (
    <RegisterById
      id="audit"
      lead="谁、什么时候、做了什么、看了什么。日志逐条相连，改一个字都能查出来。"
      tools={
        holds(session, ["audit.chain", "audit.verif", "audit."]) ? (
          <Button loading={verify.busy} onClick={() => void verify.run(undefined)}>
            核验日志
          </Button>
        ) : null
      }
      above={
        <>
          <ProblemBox problem={verify.problem} />
          {result ? (
            <div className={sound ? "say say-good" : "say say-bad"} role="status">
              <strong>{sound ? "日志完整，没有被改动。" : "日志被改动过。"}</strong>
              <p>
                核验了 {number(result.checked ?? result.entries ?? 0)} 条{result.sealedTo ? `，签封到 ${moment(result.sealedTo)}` : ""}。
              </p>
              {sound ? null : (
                <ul className="bullets">
                  {result.faults.slice(0, 50).map((it) => {
                    const text = typeof it === "string" ? it : `${it.at ?? ""} ${it.message}`;
                    return <li key={text}>{text}</li>;
                  })}
                </ul>
              )}
            </div>
          ) : null}
        </>
      }
    />
  );
}

interface AuditEntryView {
  readonly id: string;
  readonly at: string;
  readonly actorName: string;
  readonly event: string;
  readonly sentence: string;
  readonly organizationName: string | null;
  readonly targetName: string | null;
  readonly requestId: string | null;
  readonly details?: unknown;
}

/** One entry of the log, with the details it holds. */
export function AuditEntry(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk<AuditEntryView>(`/api/audit/${params.id ?? ""}`);
  return (
    <Answer of={answer}>
      {(it) => (
        <Page title="日志一条" lead={it.sentence}>
          <Facts
            columns={1}
            facts={[
              ["时间", moment(it.at)],
              ["操作人", it.actorName],
              ["组织", it.organizationName],
              ["对象", it.targetName],
              ["事件", <code key="event">{it.event}</code>],
              ["请求编号", it.requestId],
              ["内容", it.details === undefined ? null : <pre key="details">{JSON.stringify(it.details, null, 2)}</pre>],
            ]}
          />
        </Page>
      )}
    </Answer>
  );
}
