import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons";
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { FieldView, Row } from "#platform/registers/contract.ts";
import { useLook } from "#web/desk/look-context.ts";
import { CellView, cellText, isNumeric, widthsOf } from "#web/desk/pages/register/cells.tsx";
import { ColumnEdge, useOwnWidths } from "#web/desk/pages/register/column-edge.tsx";
import { useWindowed } from "#web/desk/parts/windowed.ts";

const SAMPLE = 100;
/** Width of the column that counts and chooses, in rem. */
const NUMBER = 4.6;

/**
 * A table that draws only the rows in sight: 100,000 rows scroll as one. Its height is that of the rows known so far;
 * near the end it asks for more.
 */
export function Grid(props: {
  register: string;
  title: string;
  rows: readonly Row[];
  fields: readonly FieldView[];
  total: number | null;
  sort: { field: string; direction: "asc" | "desc" };
  onSort: (sort: string) => void;
  onOpen: (row: Row) => void;
  onEnd: () => void;
  more: boolean;
  opened: string | undefined;
  /** Rows chosen for one deed. */
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}): ReactNode {
  const { rows, fields } = props;
  const { look } = useLook();
  const scale = look.elder ? look.elderSize / 15 : 1;
  const tall = look.elder ? Math.max(60, look.elderSize * 2.2) : look.dense ? 30 : 40;
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { from, to } = useWindowed(box, rows.length, tall);
  const { more, onEnd } = props;
  useEffect(() => {
    if (more && to >= rows.length - 30) onEnd();
  }, [to, rows.length, more, onEnd]);
  // The first rows tell; what comes later must not move the columns under the eye.
  const widths = useMemo(() => widthsOf(rows.slice(0, SAMPLE), fields), [fields, rows]);
  const [own, give] = useOwnWidths(props.register);
  const wanted = fields.map((field, at) => own[field.key] ?? widths[at]?.least ?? 0);
  const columns = `${NUMBER}rem ${widths
    .map((it, at) => {
      const px = `${Math.round((wanted[at] ?? 0) * scale)}px`;
      return own[fields[at]?.key ?? ""] === undefined ? `minmax(${px}, ${it.share}fr)` : px;
    })
    .join(" ")}`;
  const least = wanted.reduce((sum, it) => sum + it * scale, NUMBER * 15 * scale);

  const move = (line: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, line));
    setActive(next);
    const element = box.current;
    if (!element) return;
    const top = next * tall;
    const seen = element.clientHeight - tall;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + tall > element.scrollTop + seen) element.scrollTop = top + tall - seen;
  };
  /** All rows from the one chosen last to this one, or this one alone. */
  const last = useRef(0);
  const choose = (line: number, through: boolean): void => {
    const row = rows[line];
    if (!row) return;
    const next = new Set(props.chosen);
    const to = !next.has(row.id);
    const [first, end] = through ? [Math.min(last.current, line), Math.max(last.current, line)] : [line, line];
    for (const it of rows.slice(first, end + 1)) {
      if (through || to) next.add(it.id);
      else next.delete(it.id);
    }
    last.current = line;
    props.onChoose(next);
  };
  const onKey = (it: KeyboardEvent): void => {
    if (it.target !== it.currentTarget) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      PageDown: () => move(active + 15),
      PageUp: () => move(active - 15),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Enter: () => {
        const row = rows[active];
        if (row) props.onOpen(row);
      },
      " ": () => choose(active, it.shiftKey),
      Escape: () => props.onChoose(new Set()),
    };
    const act = acts[it.key];
    if (!act) return;
    it.preventDefault();
    act();
  };
  // The rest of the window is the table's, whatever stands above it; on paper-small windows a useful minimum.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const fit = (): void => {
      const top = element.getBoundingClientRect().top + window.scrollY;
      element.style.height = `${Math.max(320, window.innerHeight - top - 20)}px`;
    };
    fit();
    const watcher = new ResizeObserver(fit);
    if (element.parentElement) watcher.observe(element.parentElement);
    window.addEventListener("resize", fit);
    return () => {
      watcher.disconnect();
      window.removeEventListener("resize", fit);
    };
  }, []);
  const activeRow = rows[active];
  return (
    <div
      ref={box}
      className={look.dense ? "grid grid-dense" : "grid"}
      role="grid"
      aria-label={props.title}
      aria-multiselectable
      aria-rowcount={props.total === null ? -1 : props.total + 1}
      aria-colcount={fields.length + 1}
      aria-activedescendant={activeRow && active >= from && active < to ? `row-${activeRow.id}` : undefined}
      tabIndex={0}
      onKeyDown={onKey}
    >
      <div className="grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: columns, minWidth: least }}>
        <div role="columnheader" className="num">
          序号
        </div>
        {fields.map((field, at) => {
          const sorted = props.sort.field === field.key ? props.sort.direction : null;
          return (
            <div
              key={field.key}
              role="columnheader"
              className={isNumeric(field) ? "num" : undefined}
              aria-sort={sorted === null ? "none" : sorted === "asc" ? "ascending" : "descending"}
            >
              {field.sortable ? (
                <button
                  type="button"
                  className="as-head"
                  onClick={() => props.onSort(sorted === "asc" ? `-${field.key}` : field.key)}
                >
                  {field.term}
                  {sorted === null ? null : sorted === "asc" ? (
                    <CaretUpFilled aria-hidden />
                  ) : (
                    <CaretDownFilled aria-hidden />
                  )}
                </button>
              ) : (
                field.term
              )}
              <ColumnEdge
                term={field.term}
                scale={scale}
                width={wanted[at] ?? 0}
                onWidth={(it) => give(field.key, it)}
              />
            </div>
          );
        })}
      </div>
      <div role="rowgroup" style={{ height: rows.length * tall, position: "relative", minWidth: least }}>
        {rows.slice(from, to).map((row, offset) => {
          const line = from + offset;
          return (
            <div
              key={row.id}
              id={`row-${row.id}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={line + 2}
              aria-selected={props.chosen.has(row.id)}
              className={`grid-row${line === active ? " grid-active" : ""}${row.id === props.opened || props.chosen.has(row.id) ? " grid-chosen" : ""}`}
              style={{ gridTemplateColumns: columns, top: line * tall, height: tall }}
              onClick={() => {
                setActive(line);
                props.onOpen(row);
              }}
              onKeyDown={(it) => {
                if (it.key === "Enter") props.onOpen(row);
              }}
            >
              <div role="gridcell" className="num quiet grid-number">
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={`选择第${line + 1}行 ${fields[0] === undefined ? "" : cellText(row[fields[0].key], fields[0])}`}
                  checked={props.chosen.has(row.id)}
                  onClick={(it) => {
                    it.stopPropagation();
                    choose(line, it.shiftKey);
                  }}
                  onChange={() => undefined}
                />
                {line + 1}
              </div>
              {fields.map((field) => (
                <div
                  key={field.key}
                  role="gridcell"
                  className={`${isNumeric(field) ? "num" : ""}${field.type === "name" ? " strong" : ""}`}
                >
                  <CellView row={row} field={field} />
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
