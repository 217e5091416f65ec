import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";

/** Widths somebody gave to columns of one register, in px at letters of 15 px, kept on this machine. */
export type OwnWidths = Readonly<Record<string, number>>;

const NARROWEST = 48;
const WIDEST = 900;
const STEP = 16;

const keyOf = (register: string): string => `lianxin.widths.${register}`;

function kept(register: string): OwnWidths {
  try {
    const found = Object.entries(JSON.parse(localStorage.getItem(keyOf(register)) ?? "{}") as object);
    return Object.fromEntries(found.filter(([, it]) => typeof it === "number" && it >= NARROWEST && it <= WIDEST));
  } catch {
    return {};
  }
}

/** The widths given by hand, and a way to give one; null lets a column be as wide as its content again. */
export function useOwnWidths(register: string): readonly [OwnWidths, (field: string, width: number | null) => void] {
  const [widths, setWidths] = useState(() => kept(register));
  const give = (field: string, width: number | null): void => {
    const { [field]: _, ...others } = widths;
    const next =
      width === null ? others : { ...others, [field]: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) };
    setWidths(next);
    try {
      localStorage.setItem(keyOf(register), JSON.stringify(next));
    } catch {
      // Nothing to keep it in: it holds until the page is left.
    }
  };
  return [widths, give];
}

/** The right edge of a heading: dragged, or moved by ← and →; a double click or Home gives the width back to the content. */
export function ColumnEdge(props: {
  term: string;
  scale: number;
  width: number;
  onWidth: (width: number | null) => void;
}): ReactNode {
  const { scale, width, onWidth } = props;
  const widthOf = (edge: HTMLElement): number => (edge.parentElement?.getBoundingClientRect().width ?? width) / scale;
  const onDrag = (begun: PointerEvent<HTMLElement>): void => {
    const edge = begun.currentTarget;
    const before = widthOf(edge);
    begun.preventDefault();
    edge.setPointerCapture(begun.pointerId);
    const follow = (it: globalThis.PointerEvent): void => onWidth(before + (it.clientX - begun.clientX) / scale);
    const end = (): void => edge.removeEventListener("pointermove", follow);
    edge.addEventListener("pointermove", follow);
    edge.addEventListener("lostpointercapture", end, { once: true });
  };
  const onKey = (it: KeyboardEvent<HTMLElement>): void => {
    const before = widthOf(it.currentTarget);
    if (it.key === "ArrowLeft") onWidth(before - STEP);
    else if (it.key === "ArrowRight") onWidth(before + STEP);
    else if (it.key === "Home") onWidth(null);
    else return;
    it.preventDefault();
    it.stopPropagation();
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`“${props.term}”的列宽`}
      aria-valuenow={Math.round(width)}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      className="grid-edge"
      title="拖动调整列宽，双击恢复"
      onPointerDown={onDrag}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={onKey}
    />
  );
}
