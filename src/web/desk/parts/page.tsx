import { type ReactNode, useEffect } from "react";
import { SYSTEM_NAME } from "#web/common/name.ts";

/** Heading, tools and content of one page; the heading is also the document's title. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}): ReactNode {
  useTitle(props.title);
  return (
    <div className={props.wide === true ? "page page-wide" : "page"}>
      <header className="page-head">
        <div>
          <h1>{props.title}</h1>
          {props.lead ? <div className="lead">{props.lead}</div> : null}
        </div>
        {props.tools ? <div className="tools">{props.tools}</div> : null}
      </header>
      {props.children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? SYSTEM_NAME : `${title} · ${SYSTEM_NAME}`;
  }, [title]);
}

export function Section(props: { title: string; note?: ReactNode; tools?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <section className="section" aria-label={props.title}>
      <div className="section-head">
        <h2>{props.title}</h2>
        {props.note ? <span className="quiet">{props.note}</span> : null}
        {props.tools ? <div className="tools">{props.tools}</div> : null}
      </div>
      {props.children}
    </section>
  );
}

/** Facts as term and value; empty ones are left out. */
export function Facts(props: { facts: readonly (readonly [string, ReactNode])[]; columns?: number }): ReactNode {
  const shown = props.facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <dl
      className="facts"
      style={props.columns ? { gridTemplateColumns: `repeat(${props.columns}, minmax(0, 1fr))` } : undefined}
    >
      {shown.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Mark(props: { kind: "good" | "warn" | "bad" | "info" | "plain"; children: ReactNode }): ReactNode {
  return <span className={`mark mark-${props.kind}`}>{props.children}</span>;
}

/** A field of a form: label above, sentence of the fault below, tied together for readers of the screen. */
export function Field(props: {
  label: string;
  id: string;
  fault?: string | undefined;
  hint?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** Must be filled in: marked so. */
  needed?: boolean;
}): ReactNode {
  return (
    <div className={`field${props.wide === true ? " field-wide" : ""}${props.needed === true ? " field-needed" : ""}`}>
      {props.label === "" ? null : <label htmlFor={props.id}>{props.label}</label>}
      {props.children}
      {props.hint ? <p className="hint">{props.hint}</p> : null}
      {props.fault ? (
        <p className="fault" id={`${props.id}-fault`} role="alert">
          {props.fault}
        </p>
      ) : null}
    </div>
  );
}

export { DayField } from "#web/desk/parts/day-field.tsx";

export interface Column<T> {
  readonly title: string;
  readonly show: (row: T) => ReactNode;
  readonly number?: boolean;
  readonly width?: number | string;
}

/** Days, counts and the like: torn in two they cannot be read. */
const isShort = (shown: ReactNode): boolean =>
  typeof shown === "string" && (/^[\d-]+$/.test(shown) || shown.length <= 6);

/** A small plain table; large lists use the register's. */
export function Plain<T>(props: {
  rows: readonly T[];
  columns: readonly Column<T>[];
  id: (row: T) => string;
  caption: string;
  empty?: ReactNode;
}): ReactNode {
  if (props.rows.length === 0) return <p className="quiet">{props.empty ?? "没有记录。"}</p>;
  return (
    <div className="scroll-x" role="region" aria-label={props.caption} tabIndex={0}>
      <table className={props.columns.length > 3 ? "plain plain-cards" : "plain"}>
        <caption className="only-read">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((it) => (
              <th
                key={it.title}
                scope="col"
                className={it.number === true ? "num" : undefined}
                style={it.width === undefined ? undefined : { width: it.width }}
              >
                {it.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.id(row)}>
              {props.columns.map((it) => {
                const shown = it.show(row);
                const kind = it.number === true ? "num" : isShort(shown) ? "whole" : undefined;
                return (
                  <td key={it.title} className={kind} data-term={it.title}>
                    {shown}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
