import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/corrections/address.ts";
import { correctionAsks } from "#modules/membership/corrections/asks.ts";
import type { Asking, OwnRequests } from "#modules/membership/corrections/contract.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { usePocketForm } from "#web/pocket/asked.tsx";
import { Say, Shown } from "#web/pocket/parts.tsx";
import { useSending } from "#web/pocket/sending.ts";

type Row = OwnRequests["rows"][number];

/** What is wrong in the record of myself, and what came of asking. Typed values are not kept on the phone. */
export function Corrections(): ReactNode {
  const answer = useAsk(at.ownRequests);
  return (
    <>
      <h1>申请更正记录</h1>
      <p className="quiet">记录有错，或者情况变了，写下来交给支部核对。党支部更正后，这里看得到答复。</p>
      <Shown of={answer}>
        {({ member, rows }) => (
          <>
            {member ? (
              <Ask waiting={rows.filter((it) => it.outcomeTerm === null)} again={answer.again} />
            ) : (
              <p className="say say-info">您现在不在支部的花名册上。如果不对，请联系原来的支部书记。</p>
            )}
            {rows.length === 0 ? null : <h2>申请过的</h2>}
            <ul hidden={rows.length === 0} className="card lines trace">
              {rows.map((it) => (
                <Request key={it.id} row={it} again={answer.again} />
              ))}
            </ul>
          </>
        )}
      </Shown>
    </>
  );
}

function Ask(props: { waiting: readonly Row[]; again: () => void }): ReactNode {
  const { busy, done, problem, send } = useSending(props.again);
  const [field, setField] = useState<unknown>();
  const waiting = props.waiting.map((it) => it.field);
  const form = usePocketForm(correctionAsks(field, waiting), problem);
  if (form.given["field"] !== field) setField(form.given["field"]);
  const submit = async (): Promise<void> => {
    const body = form.check();
    if (body !== null && (await send(at.asking, {}, body as Asking))) form.clear();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Say problem={form.unplaced} />
      {done ? <output className="say say-info">已交给支部核对。</output> : null}
      {form.fields}
      <p>
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? "正在提交…" : "提交"}
        </button>
      </p>
    </form>
  );
}

function Request(props: { row: Row; again: () => void }): ReactNode {
  const { row } = props;
  const { busy, problem, send } = useSending(props.again);
  return (
    <li>
      <p>
        <strong>{row.fieldTerm}</strong>：{row.wanted}
      </p>
      {row.reason === null ? null : <p className="quiet">{row.reason}</p>}
      <p className="quiet">
        {row.askedOn}申请，{row.outcomeTerm === null ? "等支部核对" : `${row.decidedOn ?? ""}${row.outcomeTerm}`}
      </p>
      {row.answer === "" ? null : <p>支部答复：{row.answer}</p>}
      <Say problem={problem} />
      {row.can.deeds.includes("withdrawal") ? (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void send(at.withdrawal, { id: row.id }, null)}
        >
          撤回
        </button>
      ) : null}
    </li>
  );
}
