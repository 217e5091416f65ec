import { Button, Spin } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { codeSet } from "#shared/code-sets.ts";
import { Problem, type ProvisionView } from "#web/common/api.ts";
import { Ways } from "#web/desk/parts/ways.tsx";

/**
 * What went wrong, whether anything was saved, what to do, and which provision refuses. Whoever pressed a button far below
 * is brought to it: it comes onto the screen and takes the focus. A page that did not load (`again`) leaves both alone.
 */
export function ProblemBox(props: { problem: Error | null; again?: (() => void) | undefined }): ReactNode {
  const { problem } = props;
  const box = useRef<HTMLDivElement>(null);
  const calls = problem !== null && props.again === undefined;
  useEffect(() => {
    if (!calls) return;
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.focus({ preventScroll: true });
  }, [calls, problem]);
  if (!problem) return null;
  const known = problem instanceof Problem ? problem : null;
  return (
    <div ref={box} className="say say-bad" role="alert" tabIndex={-1}>
      <strong>{known?.title ?? "页面出了差错"}</strong>
      <p>{known?.detail ?? "没有保存任何内容。请刷新本页再试一次。"}</p>
      {known && known.faults.length > 0 ? (
        <ul className="bullets">
          {known.faults.map((it) => (
            <li key={it.pointer + it.message}>{it.message}</li>
          ))}
        </ul>
      ) : null}
      {known?.provision ? <ProvisionLine provision={known.provision} /> : null}
      {known?.requestId ? <p className="quiet">反映问题时请提供编号 {known.requestId}</p> : null}
      {props.again ? (
        <div className="actions">
          {/* What is absent or forbidden stays so however often it is asked for. */}
          {known?.status === 404 || known?.status === 403 ? null : <Button onClick={props.again}>再试一次</Button>}
          <Ways />
        </div>
      ) : null}
    </div>
  );
}

/** The citation behind a rule; anything with a title, its force, and whether the text was read. */
export function ProvisionLine(props: {
  provision: Pick<ProvisionView, "title" | "force" | "confirmed" | "gist">;
}): ReactNode {
  const { provision } = props;
  return (
    <span className="provision" title={provision.gist}>
      <span className={`mark mark-${provision.force}`}>{codeSet("provision_force").term(provision.force)}</span>
      依据：{provision.title}
      {provision.confirmed ? null : <span className="quiet">（条文待核实）</span>}
    </span>
  );
}

export function Empty(props: { children: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}

/** Waiting, refusal or content: the three states of every answer. */
export function Answer<T>(props: {
  of: { data: T | undefined; error: Error | null; refetch: () => unknown };
  children: (data: T) => ReactNode;
}): ReactNode {
  if (props.of.data !== undefined) return props.children(props.of.data);
  if (props.of.error) return <ProblemBox problem={props.of.error} again={() => void props.of.refetch()} />;
  return <Waiting />;
}

export function Waiting(): ReactNode {
  return (
    <div className="waiting" role="status" aria-label="正在读取">
      <Spin />
    </div>
  );
}
