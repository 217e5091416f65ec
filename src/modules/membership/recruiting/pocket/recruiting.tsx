import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import type { OwnRecruiting } from "#modules/membership/recruiting/contract.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { useDraftText, useSending } from "#web/pocket/sending.ts";

type Way = NonNullable<OwnRecruiting["current"]>;
type Person = OwnRecruiting["people"][number];

/** My way into the Party, and those whom I train or introduce. */
export function Recruiting(): ReactNode {
  const answer = useAsk(at.ownRecruiting);
  return (
    <>
      <h1>入党和培养联系</h1>
      <Shown of={answer}>
        {({ current, people }) => (
          <>
            {people.length > 0 ? <h2>我培养联系和介绍的人</h2> : null}
            {people.map((it) => (
              <Mine key={it.caseId} it={it} again={answer.again} />
            ))}
            {current === null ? null : <MyWay it={current} again={answer.again} />}
            {current === null && people.length === 0 ? (
              <p className="say say-info">
                这里显示您的入党过程，和您培养联系、介绍的人。现在还没有。想申请入党的，请把入党申请书交给支部。
              </p>
            ) : null}
          </>
        )}
      </Shown>
    </>
  );
}

function MyWay(props: { it: Way; again: () => void }): ReactNode {
  const { it } = props;
  return (
    <>
      <h2>我的入党过程</h2>
      <Lines
        lines={[
          ["现在", it.endedTerm ?? it.stageTerm],
          ["支部", it.organizationName],
          ["递交申请", it.appliedOn],
          ["办结日期", it.endedOn],
          ["预备期满", it.probationEnds],
          ["下次考察", it.reviewDue === null ? null : `${it.reviewDue}前，由支部考察`],
          ["上次汇报", it.reports[0]?.on ?? null],
          ...it.helpers.map((one) => [one.partTerm, one.name] as const),
        ]}
      />
      {it.next === null ? null : (
        <div className="say say-info">
          <strong>接下来：{it.next.term}</strong>
          <p>{it.next.what}</p>
        </div>
      )}
      {it.mayReport ? <Report again={props.again} /> : null}
      {it.reports.length > 0 ? (
        <>
          <h2>我的思想汇报</h2>
          <ul className="card lines trace">
            {it.reports.map((one) => (
              <li key={one.id}>
                <p>{one.content}</p>
                <p className="quiet">{one.on}</p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2>办到哪一步了</h2>
      {it.parts.map((part) => (
        <Part key={part.term} part={part} />
      ))}
      {it.reviewedOn.length > 0 ? <p className="quiet">支部考察：{it.reviewedOn.join("、")}</p> : null}
      <p className="quiet">日期有不对的，请告诉培养联系人或者支部书记。</p>
    </>
  );
}

function Part(props: { part: Way["parts"][number] }): ReactNode {
  const { part } = props;
  const done = part.steps.filter((it) => it.doneOn !== null).length;
  return (
    <details className="card" open={done > 0 && done < part.steps.length}>
      <summary className="big">
        <span>{part.term}</span>
        <span className="quiet">
          {done === part.steps.length ? "已办完" : done === 0 ? "还没到" : `${done}/${part.steps.length}`}
        </span>
      </summary>
      <ul className="lines trace">
        {part.steps.map((it) => (
          <li key={it.number}>
            {it.doneOn === null ? (
              <span className="quiet">{it.term}</span>
            ) : (
              <>
                ✓ {it.term} <span className="quiet">{it.doneOn}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Report(props: { again: () => void }): ReactNode {
  const draft = "recruiting.report";
  const [content, setContent] = useDraftText(draft);
  const { busy, done, problem, send } = useSending(props.again, draft);
  const hand = (): void => {
    void send(at.ownReport, {}, { content }).then((sent) => sent && setContent(""));
  };
  return (
    <>
      <h2>写思想汇报</h2>
      <p className="quiet">不规定次数和字数，想写的时候写。支部和上级党委办理发展党员的人能看到。</p>
      <Say problem={problem} />
      {done ? <output className="say say-info">思想汇报已交到支部。</output> : null}
      <label className="ask">
        <span>近来的学习、工作和想法</span>
        <textarea rows={5} maxLength={2000} value={content} onChange={(it) => setContent(it.target.value)} />
      </label>
      <p>
        <button type="button" className="button primary" disabled={busy || content.trim() === ""} onClick={hand}>
          {busy ? "正在发送…" : "交给支部"}
        </button>
      </p>
    </>
  );
}

function Mine(props: { it: Person; again: () => void }): ReactNode {
  const { it } = props;
  const draft = `recruiting.review.${it.caseId}`;
  const [content, setContent] = useDraftText(draft);
  const [open, setOpen] = useState(content !== "");
  const { busy, done, problem, send } = useSending(props.again, draft);
  const hand = (): void => {
    void send(at.ownReview, { id: it.caseId }, { content }).then((sent) => {
      if (!sent) return;
      setContent("");
      setOpen(false);
    });
  };
  return (
    <section aria-label={it.name}>
      <Lines
        lines={[
          ["姓名", it.name],
          ["现在", it.stageTerm],
          ["我是", it.partTerms.join("、")],
          ["上次考察", it.reviewedOn],
          ["下次考察", it.due === null ? null : `${it.due}前${it.isDue ? "，该考察了" : ""}`],
        ]}
      />
      {done ? <output className="say say-info">考察情况已登记。</output> : null}
      <Say problem={problem} />
      {it.mayReview && !open ? (
        <p>
          <button type="button" className={it.isDue ? "button primary" : "button"} onClick={() => setOpen(true)}>
            登记半年考察
          </button>
        </p>
      ) : null}
      {open ? (
        <>
          <label className="ask">
            <span>{it.name}这半年的表现、进步和不足</span>
            <textarea rows={4} maxLength={2000} value={content} onChange={(one) => setContent(one.target.value)} />
          </label>
          <p>
            <button type="button" className="button primary" disabled={busy || content.trim() === ""} onClick={hand}>
              {busy ? "正在发送…" : "登记"}
            </button>
          </p>
        </>
      ) : null}
    </section>
  );
}
