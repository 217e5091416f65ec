import { type ReactNode, useState } from "react";
import { CORRECTABLE, type CorrectableKey, type OwnRequests } from "#modules/membership/corrections/contract.ts";
import { useAnswer } from "#web/pocket/ask.ts";
import { Say, Shown } from "#web/pocket/parts.tsx";
import { useSending } from "#web/pocket/sending.ts";

type Row = OwnRequests["rows"][number];

/** What is wrong in the record of myself, and what came of asking. Typed values are not kept on the phone. */
export function Corrections(): ReactNode {
  const answer = useAnswer<OwnRequests>("/api/own/corrections");
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
  const free = (Object.keys(CORRECTABLE) as CorrectableKey[]).filter(
    (key) => !props.waiting.some((it) => it.field === key),
  );
  const [field, setField] = useState<CorrectableKey | "">("");
  const [wanted, setWanted] = useState("");
  const [reason, setReason] = useState("");
  const { busy, done, problem, send } = useSending(props.again);
  const submit = async (): Promise<void> => {
    if (!(await send("/api/own/corrections", { field, wanted, reason }))) return;
    setField("");
    setWanted("");
    setReason("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Say problem={problem} />
      {done ? <output className="say say-info">已交给支部核对。</output> : null}
      <label className="ask">
        <span>哪一项</span>
        <select value={field} onChange={(it) => setField(it.target.value as CorrectableKey)}>
          <option value="">请选择</option>
          {free.map((key) => (
            <option key={key} value={key}>
              {CORRECTABLE[key]}
            </option>
          ))}
        </select>
      </label>
      <label className="ask">
        <span>应当是</span>
        <input
          maxLength={400}
          autoComplete="off"
          inputMode={field === "mobile" ? "tel" : "text"}
          value={wanted}
          onChange={(it) => setWanted(it.target.value)}
        />
      </label>
      <label className="ask">
        <span>说明（可不写，如毕业证上怎么写）</span>
        <textarea rows={2} maxLength={400} value={reason} onChange={(it) => setReason(it.target.value)} />
      </label>
      <p>
        <button type="submit" className="button primary" disabled={busy || field === "" || wanted.trim() === ""}>
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
      {row.outcomeTerm === null ? (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void send(`/api/own/corrections/${row.id}/withdrawal`, {})}
        >
          撤回
        </button>
      ) : null}
    </li>
  );
}
