import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/audit/address.ts";
import type { AuditVerification } from "#platform/audit/contract.ts";
import { askAt } from "#web/common/api.ts";
import { moment, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { BreakGlassButton } from "#web/desk/pages/administration/break-glass.tsx";
import { RegisterById } from "#web/desk/pages/register/register-page.tsx";
import { Facts, Page } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { holds, useSession } from "#web/desk/session.ts";

/** The log of what was done and seen, and the proof that nobody has changed it. */
export function Audit(): ReactNode {
  const { session } = useSession();
  const [result, setResult] = useState<AuditVerification | null>(null);
  const verify = useDeed(() => askAt(at.verification, {}), setResult);
  return (
    <RegisterById
      id="audit"
      lead="记录操作人、时间、操作内容和查阅情况。日志逐条相连，任何改动均可核验。"
      tools={
        <>
          <BreakGlassButton />
          {holds(session, ["audit.chain.verify"]) ? (
            <Button loading={verify.busy} onClick={() => void verify.run(undefined)}>
              核验日志
            </Button>
          ) : null}
        </>
      }
      above={
        <>
          <ProblemBox problem={verify.problem} />
          {result ? (
            <div className={result.ok ? "say say-good" : "say say-bad"} role="status">
              <strong>{result.ok ? "日志完整，没有被改动。" : "日志被改动过。"}</strong>
              <p>
                核验了 {number(result.events)} 条日志、{number(result.seals)} 次封存；刚记下还没封存的{" "}
                {number(result.pending)} 条。{result.ok ? "" : `发现 ${number(result.faultCount)} 处问题：`}
              </p>
              {result.ok ? null : (
                <ul className="bullets">
                  {result.faults.slice(0, 50).map((it) => (
                    <li key={`${it.kind}${it.seal ?? ""}${it.eventNumber ?? ""}`}>
                      {it.at ? `${moment(it.at)} ` : ""}
                      {it.sentence}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          ) : null}
        </>
      }
    />
  );
}

/** One entry of the log, with the details it holds. */
export function AuditEntry(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.entry, { id: params.id ?? "" });
  return (
    <Answer of={answer}>
      {(it) => (
        <Page title="日志详情" lead={it.sentence}>
          <Facts
            columns={1}
            facts={[
              ["时间", moment(it.at)],
              ["编号", it.number],
              ["操作人", it.actor],
              ["对象", it.target.name],
            ]}
          />
          {/* For whoever follows a fault or proves a chain; nobody else reads codes. */}
          <details>
            <summary>技术信息（供系统管理员核对）</summary>
            <Facts
              columns={1}
              facts={[
                ["事件代码", <code key="event">{it.event}</code>],
                ["请求编号", it.requestId],
                [
                  "原始记录",
                  it.details === null ? null : <pre key="details">{JSON.stringify(it.details, null, 2)}</pre>,
                ],
              ]}
            />
          </details>
        </Page>
      )}
    </Answer>
  );
}
