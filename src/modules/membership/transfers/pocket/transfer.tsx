import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/transfers/address.ts";
import type { OwnTransfer } from "#modules/membership/transfers/contract.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { useDraftText, useSending } from "#web/pocket/sending.ts";

/** My transfer: asked for here, then where it is, who must act, and the letter to show. */
export function Transfer(): ReactNode {
  const answer = useAsk(at.ownTransfer);
  return (
    <>
      <h1>组织关系转接</h1>
      <Shown of={answer}>{(it) => <Mine it={it} again={answer.again} />}</Shown>
    </>
  );
}

function Mine({ it, again }: { it: OwnTransfer; again: () => void }): ReactNode {
  const { request, current } = it;
  const waiting = request !== null && request.answeredOn === null;
  const open = current?.state === "handed-over";
  return (
    <>
      {waiting ? <Waiting request={request} again={again} /> : null}
      {!waiting && request?.answer && !open ? (
        <p className="say say-info">
          您{request.askedOn}的申请：{request.answer}
          {request.note === "" ? "" : `。${request.note}`}
        </p>
      ) : null}
      {current ? <Path it={current} /> : null}
      {it.letters.map((letter) => (
        <Letter key={letter.id} it={letter} />
      ))}
      {it.member && !waiting && !open ? <Ask again={again} /> : null}
      {!it.member && !current ? (
        <p className="say say-info">您现在不在支部的花名册上。如果不对，请联系支部书记。</p>
      ) : null}
    </>
  );
}

type Current = NonNullable<OwnTransfer["current"]>;

function Path({ it }: { it: Current }): ReactNode {
  return (
    <>
      <h2>走到哪一步</h2>
      <Lines
        lines={[
          ["状态", it.stateTerm],
          ["下一步", it.next.by === null ? it.next.says : `${it.next.says}（${it.next.by}）`],
          ["从", it.from],
          ["到", it.to],
          ["介绍信", it.letterNumber],
          ["有效期至", it.letterUntil],
          ["党费交至", it.duesPaidTo],
          ["办结", it.decidedOn],
        ]}
      />
      {it.state === "handed-over" ? <p className="quiet">对方接收之前，您仍在原支部参加组织生活、交纳党费。</p> : null}
      <ul className="card lines trace">
        {it.steps.toReversed().map((one) => (
          <li key={one.id}>
            <p>
              <strong>{one.term}</strong> {one.content}
            </p>
            <p className="quiet">
              {one.on} {one.by}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The letter as it reads on paper, to be shown where the paper is not at hand. */
function Letter({ it }: { it: OwnTransfer["letters"][number] }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <h2>{it.kindTerm}</h2>
      <Lines
        lines={[
          ["编号", it.number],
          ["有效期至", it.until],
          ["开具", it.issuer],
        ]}
      />
      {open ? (
        <article className="say say-info" aria-label={it.kindTerm}>
          <p className="quiet">{it.number}</p>
          {it.text.split("\n").map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>
            {it.issuer}
            <br />
            {it.issuedOn}
          </p>
          <p className="quiet">盖章的纸质信在支部领取。</p>
        </article>
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            看{it.kindTerm}
          </button>
        </p>
      )}
    </>
  );
}

function Waiting(props: { request: NonNullable<OwnTransfer["request"]>; again: () => void }): ReactNode {
  const { request } = props;
  const { busy, problem, send } = useSending(props.again);
  return (
    <>
      <h2>已经申请，等支部办理</h2>
      <Say problem={problem} />
      <Lines
        lines={[
          ["申请日期", request.askedOn],
          ["要转到哪里", request.destination],
          ["原因", request.reason],
        ]}
      />
      <p>
        <button type="button" className="button" disabled={busy} onClick={() => void send(at.ownWithdrawal, {}, null)}>
          {busy ? "正在撤回…" : "撤回申请"}
        </button>
      </p>
    </>
  );
}

const DESTINATION = "transfer.destination";
const REASON = "transfer.reason";

function Ask(props: { again: () => void }): ReactNode {
  const [destination, setDestination] = useDraftText(DESTINATION);
  const [reason, setReason] = useDraftText(REASON);
  const { busy, problem, send } = useSending(props.again);
  const ask = async (): Promise<void> => {
    if (!(await send(at.ownRequest, {}, { destination, reason }))) return;
    setDestination("");
    setReason("");
  };
  return (
    <>
      <h2>申请转接</h2>
      <p>单位或者常住地方变了，组织关系应当跟着转。写明要转到哪里，支部来办，您在这里看进展。</p>
      <Say problem={problem} />
      <label className="ask">
        <span>要转到哪里（党组织或者单位、社区）</span>
        <input maxLength={100} value={destination} onChange={(it) => setDestination(it.target.value)} />
      </label>
      <label className="ask">
        <span>原因（可不填）</span>
        <textarea rows={2} maxLength={400} value={reason} onChange={(it) => setReason(it.target.value)} />
      </label>
      <p>
        <button
          type="button"
          className="button primary"
          disabled={busy || destination.trim() === ""}
          onClick={() => void ask()}
        >
          {busy ? "正在申请…" : "申请"}
        </button>
      </p>
    </>
  );
}
