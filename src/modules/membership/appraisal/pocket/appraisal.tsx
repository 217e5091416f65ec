import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/appraisal/address.ts";
import type { OwnAppraisals } from "#modules/membership/appraisal/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { dropDraft, keepDraft, readDraft } from "#web/common/draft.ts";
import "#web/pocket/appraisal.css";
import { castBallot, takeToken } from "#modules/membership/appraisal/pocket/ballot.ts";
import { standing } from "#modules/membership/appraisal/pocket/ballot-token.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Say, Shown } from "#web/pocket/parts.tsx";
import { useDraftText, useSending } from "#web/pocket/sending.ts";

type Current = NonNullable<OwnAppraisals["current"]>;
type Result = OwnAppraisals["results"][number];
type Choice = "excellent" | "qualified" | "barely_qualified" | "unqualified";

const GRADES = codeSet("appraisal_grade").entries.map((it) => ({ value: it.value as Choice, term: it.term }));
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The branch's yearly appraisal for a member: what I say of myself, the secret ballot, the result. */
export function Appraisal(): ReactNode {
  const answer = useAsk(at.ownAppraisals);
  return (
    <>
      <h1>民主评议</h1>
      <Shown of={answer}>
        {({ current, results }) => (
          <>
            {current === null && results.length === 0 ? (
              <p className="say say-info">支部现在没有正在进行的民主评议，也还没有公布过结果。</p>
            ) : null}
            {current === null ? null : <Now it={current} again={answer.again} />}
            {results.map((it) => (
              <Published key={it.id} it={it} />
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

function Now(props: { it: Current; again: () => void }): ReactNode {
  const { it } = props;
  return (
    <>
      <Lines
        lines={[
          ["支部", it.organizationName],
          ["年度", `${it.year} 年`],
          ["进行到", it.stageTerm],
        ]}
      />
      {it.box === null ? null : <Ballot it={it} />}
      {it.stage === "voting" && it.manner === "paper" && it.votes ? (
        <p className="say say-info">这次用纸质票，请在党员大会上填写，不署名。</p>
      ) : null}
      {it.self === null || !["self", "voting"].includes(it.stage) ? null : <Self it={it} again={props.again} />}
    </>
  );
}

function Self(props: { it: Current; again: () => void }): ReactNode {
  const { it } = props;
  const draft = `appraisal.self.${it.id}`;
  const [text, setText] = useDraftText(draft, it.self === null || it.self === "" ? it.facts.join("；") : it.self);
  const { busy, done, problem, send } = useSending(props.again, draft);
  return (
    <>
      <h2>个人自评</h2>
      <Say problem={problem} />
      {done ? <output className="say say-info">已经保存。</output> : null}
      <label className="ask">
        <span>一年来的学习、工作和不足（可不写，支部党员看得到）</span>
        <textarea rows={4} maxLength={1500} value={text} onChange={(at) => setText(at.target.value)} />
      </label>
      <p>
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void send(at.selfText, { id: it.id }, { text })}
        >
          {busy ? "正在保存…" : "保存自评"}
        </button>
      </p>
    </>
  );
}

function Ballot(props: { it: Current }): ReactNode {
  const { it } = props;
  const [where, setWhere] = useState(() => standing(it, localStorage));
  const [filling, setFilling] = useState(
    () => where === "held" && Object.keys(readDraft(`ballot.${it.voterId ?? ""}`)).length > 0,
  );
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Kept for this tab alone, so that a call that comes in costs nothing: gone with the cast vote, the tab, or signing out.
  const draft = `ballot.${it.voterId ?? ""}`;
  const [marks, setMarks] = useState<Readonly<Record<string, Choice>>>(
    () => readDraft<Record<string, Choice>>(draft) as Record<string, Choice>,
  );
  const [asked, setAsked] = useState(false);
  const mark = (more: (was: typeof marks) => typeof marks): void => {
    const next = more(marks);
    setMarks(next);
    keepDraft(draft, next);
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
    } finally {
      setWhere(standing(it, localStorage));
      setBusy(false);
    }
  };
  const begin = (): Promise<void> =>
    run(async () => {
      await takeToken(it, (id, blinded) => sendTo(at.token, { id }, { blinded }), localStorage, random);
      setFilling(true);
    });
  const send = (): Promise<void> =>
    run(async () => {
      const all = it.people.map((person) => ({ question: person.id, choice: marks[person.id] ?? null }));
      await castBallot(it, all, localStorage);
      dropDraft(draft);
      setMarks({});
      setFilling(false);
    });
  const others = it.people.filter((person) => !person.me);
  const left = others.filter((person) => marks[person.id] === undefined).length;
  if (where === "sent")
    return (
      <>
        <h2>无记名投票</h2>
        <output className="say say-info">
          <strong>您的票已经收到。</strong>
          <p>票已经放进票箱，和别人的票混在一起。谁也查不出哪一张是您的，所以也不能再改。</p>
        </output>
      </>
    );
  if (it.taken && where === "none")
    return (
      <>
        <h2>无记名投票</h2>
        <p className="say say-info">
          您的选票已经在另一部手机（或者另一个浏览器）上领过，请在那里继续填写。系统不知道那张票投了没有，所以不能补发。
        </p>
      </>
    );
  return (
    <>
      <h2>无记名投票</h2>
      <Say problem={problem} />
      <details className="card" open={!filling}>
        <summary className="big">保密说明</summary>
        <ul className="known">
          <li>系统知道：您领过选票。书记看得到领票的人数，看不到是谁。</li>
          <li>系统不知道：您投了没有、投了什么。送票时不带您的登录信息，服务器不记日志。</li>
          <li>票都加了密，结束时一次打开、打乱、拆散，只留下总数。收到的票不足 {it.least} 张，不开箱。</li>
          <li>投票结束以后，管理员拿着整个数据库和备份，也对不上人。</li>
          <li>无法防范的情形：有人正在改服务器上的程序，或者有人看着您填。</li>
          <li>提示：如果大家投的都一样，总数本身就说明了每个人的选择。</li>
        </ul>
      </details>
      {!filling ? (
        <p>
          <button type="button" className="button primary" disabled={busy} onClick={() => void begin()}>
            {busy ? "正在领票…" : where === "held" ? "继续填写选票" : "领票，开始填写"}
          </button>
        </p>
      ) : (
        <form
          onSubmit={(at) => {
            at.preventDefault();
            setAsked(true);
          }}
        >
          <p>给每位同志选一个等次。不选的算弃权；自己不用选。</p>
          <p>
            <button
              type="button"
              className="button"
              onClick={() =>
                mark((was) => ({
                  ...Object.fromEntries(others.map((person) => [person.id, "qualified" as const])),
                  ...was,
                }))
              }
            >
              没选的都先选“合格”
            </button>
          </p>
          {it.people.map((person) => (
            <fieldset key={person.id} className="ballot">
              <legend>
                {person.name} {person.me ? <small>（本人，可以不选）</small> : null}
              </legend>
              {person.selfText === "" ? null : (
                <details>
                  <summary>看自评</summary>
                  <p>{person.selfText}</p>
                </details>
              )}
              <div className="ballot-choices">
                {GRADES.map(({ value, term }) => (
                  <label key={value}>
                    <input
                      type="radio"
                      name={person.id}
                      value={value}
                      checked={marks[person.id] === value}
                      onChange={() => mark((was) => ({ ...was, [person.id]: value }))}
                    />
                    {term}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
          <p role="status">{left === 0 ? "都选好了。" : `还有 ${left} 位没有选，提交后算弃权。`}</p>
          <Say problem={problem} />
          {asked ? (
            <div className="card" role="group" aria-label="确认投票">
              <p>
                <strong>您选的是：{countsOf(others.map((person) => marks[person.id]))}。</strong>投出以后不能改。
              </p>
              <p>
                <button type="button" className="button primary" disabled={busy} onClick={() => void send()}>
                  {busy ? "正在送票…" : "确认投票"}
                </button>{" "}
                <button type="button" className="button" disabled={busy} onClick={() => setAsked(false)}>
                  再看看
                </button>
              </p>
            </div>
          ) : (
            <p>
              <button type="submit" className="button primary">
                投票
              </button>
            </p>
          )}
          <p className="quiet">
            投出以后不能改。没投完离开一会儿，回来接着选；选的内容只在这部手机上，退出登录就清掉。
          </p>
        </form>
      )}
    </>
  );
}

/** What stands on the ballot, counted: 优秀 3、合格 60、弃权 2. */
function countsOf(choices: readonly (Choice | undefined)[]): string {
  const of = (choice: Choice | undefined): number => choices.filter((it) => it === choice).length;
  return [...GRADES.map(({ value, term }) => [term, of(value)] as const), ["弃权", of(undefined)] as const]
    .filter(([, count]) => count > 0)
    .map(([term, count]) => `${term} ${count} 人`)
    .join("、");
}

function Published(props: { it: Result }): ReactNode {
  const { it } = props;
  return (
    <>
      <h2>{it.year} 年度结果</h2>
      <Lines
        lines={[
          ["公布", it.publishedOn],
          ["我的等次", it.mine ?? "不评定等次"],
          ["支部的意见", it.opinion],
          ["有效票", `${it.valid} 张`],
          [
            "我的得票",
            it.marks === null
              ? null
              : `优秀 ${it.marks.excellent}、合格 ${it.marks.qualified}、基本合格 ${it.marks.barely}、不合格 ${it.marks.unqualified}、弃权 ${it.marks.abstained}`,
          ],
          ...it.grades.map((grade) => [grade.term, grade.names.join("、")] as const),
        ]}
      />
    </>
  );
}
