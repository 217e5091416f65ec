import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Asked, type Asks, choicesOf, type Given, isAsked } from "#platform/forms/asks.ts";
import { faultsOf, sentOf } from "#platform/forms/faults.ts";
import { day } from "#shared/day.ts";
import type { Problem } from "#web/common/api.ts";
import { browserDay } from "#web/common/format.ts";

export interface PocketForm {
  readonly set: (more: Given) => void;
  /** Shows every fault and goes to the first; what is to be sent when there is none. */
  readonly check: () => Record<string, unknown> | null;
  readonly clear: () => void;
  readonly given: Given;
  /** What the server said and no field says beside itself: only this is left to be said above the form. */
  readonly unplaced: Problem | null;
  readonly fields: ReactNode;
}

/**
 * The one form on a phone: native fields, what is wrong beneath each as soon as something was typed there, beneath all once
 * somebody pressed the button. `problem` is what the server said.
 */
export function usePocketForm(asks: Asks, problem: Problem | null): PocketForm {
  const today = day(browserDay());
  const root = useRef<HTMLDivElement>(null);
  const [given, setGiven] = useState<Given>({});
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [tries, setTries] = useState(0);
  const faults = faultsOf(asks, sentOf(asks, given), today);
  useEffect(() => {
    if (tries === 0) return;
    const field = root.current?.querySelector(".fault")?.closest(".ask");
    field?.scrollIntoView({ block: "center" });
    field?.querySelector<HTMLElement>("input, select, textarea")?.focus({ preventScroll: true });
  }, [tries]);
  const set = (more: Given): void => {
    setGiven((was) => ({ ...was, ...more }));
    setTouched((was) => [...was, ...Object.keys(more)]);
  };
  const faultOf = (key: string): string | undefined =>
    tries > 0 || touched.includes(key)
      ? (faults.find((it) => it.pointer === `/${key}`)?.message ??
        (touched.includes(key) ? undefined : problem?.faultOf(key)))
      : problem?.faultOf(key);
  const placed = Object.entries(asks).some(
    ([key, asked]) => isAsked(asked, given) && problem?.faultOf(key) !== undefined,
  );
  return {
    given,
    set,
    unplaced: placed ? null : problem,
    check: () => {
      if (faults.length > 0) setTries((was) => was + 1);
      else setTouched([]);
      return faults.length > 0 ? null : sentOf(asks, given);
    },
    clear: () => {
      setGiven({});
      setTouched([]);
      setTries(0);
    },
    fields: (
      <div ref={root}>
        {Object.entries(asks).map(([key, asked]) =>
          isAsked(asked, given) ? (
            <PocketField
              key={key}
              asked={asked}
              value={given[key]}
              fault={faultOf(key)}
              onChange={(value) => set({ [key]: value })}
            />
          ) : null,
        )}
      </div>
    ),
  };
}

function PocketField(props: {
  asked: Asked;
  value: unknown;
  fault: string | undefined;
  onChange: (value: unknown) => void;
}): ReactNode {
  const { asked, value, fault } = props;
  const text = typeof value === "string" ? value : "";
  const marks = { "aria-required": asked.needed, "aria-invalid": fault !== undefined };
  const choices = choicesOf(asked);
  return (
    <label className="ask">
      <span>{asked.needed ? asked.term : `${asked.term}（可不写）`}</span>
      {choices.length > 0 ? (
        <select {...marks} value={text} onChange={(it) => props.onChange(it.target.value)}>
          <option value="">请选择</option>
          {choices.map(([one, term]) => (
            <option key={one} value={one}>
              {term}
            </option>
          ))}
        </select>
      ) : asked.kind === "long" ? (
        <textarea {...marks} rows={2} value={text} onChange={(it) => props.onChange(it.target.value)} />
      ) : (
        <input
          {...marks}
          autoComplete="off"
          type={asked.kind === "pastDay" || asked.kind === "day" || asked.kind === "futureDay" ? "date" : "text"}
          inputMode={asked.kind === "phone" ? "tel" : "text"}
          value={text}
          onChange={(it) => props.onChange(it.target.value)}
        />
      )}
      {asked.hint === undefined ? null : <span className="quiet">{asked.hint}</span>}
      {fault === undefined ? null : (
        <span className="fault" role="alert">
          {fault}
        </span>
      )}
    </label>
  );
}
