import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/transfers/address.ts";
import type { CertificateIssue, Keeping, KeepingEnd, LetterView } from "#modules/membership/transfers/contract.ts";
import { CERTIFICATE, KEEP, NOTE, ON } from "#modules/membership/transfers/desk/texts.ts";
import { CancelDialog, letterColumns } from "#modules/membership/transfers/desk/transfer-page.tsx";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Plain, Section } from "#web/desk/parts/page.tsx";
import { useGo, useOpened } from "#web/desk/place.ts";

/** On the page of a member: letters and certificates, what was asked for, and a graduate's keeping. */
export function MemberTransfers(props: { personId: string; name: string }): ReactNode {
  const answer = useAsk(at.transfersOfMember, { personId: props.personId });
  const go = useGo();
  const [dialog, setDialog] = useOpened("letters");
  const [cancelling, setCancelling] = useState<LetterView | null>(null);
  if (!answer.data) return null;
  const { letters, request, keep, can } = answer.data;
  if (letters.length === 0 && request === null && keep === null && !can.certify && !can.keep) return null;
  const close = (): void => setDialog(null);
  return (
    <Section
      title="介绍信和证明信"
      tools={
        <>
          {can.keep && keep === null ? (
            <Button size="small" onClick={() => setDialog("keep")}>
              毕业生保留
            </Button>
          ) : null}
          {can.certify ? (
            <Button size="small" onClick={() => setDialog("certificate")}>
              开具党员证明信
            </Button>
          ) : null}
        </>
      }
    >
      {request === null ? null : (
        <p>
          <Mark kind="warn">本人申请转接</Mark> {request.askedOn}申请转往{request.destination}。
          {can.answer ? <Go href={`/transfers?request=${request.id}`}>去办理</Go> : null}
        </p>
      )}
      {keep === null ? null : (
        <p>
          <Mark kind="info">保留组织关系</Mark> {keep.sinceOn}毕业，一般保留到{keep.until}。{keep.note}{" "}
          {can.keep ? (
            <Button size="small" onClick={() => setDialog("ending")}>
              结束保留
            </Button>
          ) : null}
        </p>
      )}
      <Plain
        caption="介绍信和证明信"
        rows={letters}
        id={(it) => it.id}
        empty="没有开具过。"
        columns={letterColumns(can.certify ? setCancelling : null)}
      />
      {cancelling ? <CancelDialog letter={cancelling} onClose={() => setCancelling(null)} /> : null}
      {dialog === "certificate" && can.certify ? (
        <FactDialog
          title={`开具党员证明信：${props.name}`}
          says="临时外出六个月以内、组织关系不转走的，凭证明信参加组织生活。"
          button="开具"
          asks={CERTIFICATE}
          start={{ validDays: 90 }}
          send={(values) => sendTo(at.certificate, {}, { ...(values as CertificateIssue), personId: props.personId })}
          onDone={(made) => go(`/letters/${made.id}`)}
          onClose={close}
        />
      ) : null}
      {dialog === "keep" && can.keep ? (
        <FactDialog
          title={`保留组织关系：${props.name}`}
          says="高校毕业生没有落实工作单位的，组织关系可以保留，一般不超过两年。"
          button="登记"
          asks={KEEP}
          send={(values) => sendTo(at.keeping, {}, { ...(values as Keeping), personId: props.personId })}
          onClose={close}
        />
      ) : null}
      {dialog === "ending" && can.keep && keep !== null ? (
        <FactDialog
          title={`结束保留：${props.name}`}
          button="结束保留"
          asks={{ ...ON, ...NOTE }}
          send={(values) => sendTo(at.keepingEnd, { id: keep.id }, values as KeepingEnd)}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}
