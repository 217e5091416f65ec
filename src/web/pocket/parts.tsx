import type { ReactNode } from "react";
import type { Problem } from "#web/common/api.ts";
import type { Answer } from "#web/pocket/ask.ts";

export function Say(props: { problem: Problem | null; again?: () => void }): ReactNode {
  if (!props.problem) return null;
  return (
    <div className="say" role="alert">
      <strong>{props.problem.title}</strong>
      <p>{props.problem.detail}</p>
      {props.again ? (
        <button type="button" className="button" onClick={props.again}>
          再试一次
        </button>
      ) : null}
    </div>
  );
}

export function Shown<T>(props: { of: Answer<T>; children: (data: T) => ReactNode }): ReactNode {
  const { data, problem, again } = props.of;
  if (data !== undefined) return props.children(data);
  if (problem) return <Say problem={problem} again={again} />;
  return (
    <p className="quiet" role="status">
      正在读取…
    </p>
  );
}

export function Lines(props: { lines: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="card lines">
      {props.lines
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
