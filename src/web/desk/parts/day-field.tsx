import "#web/desk/parts/day-field.css";
import { CalendarOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { readTypedDay } from "#web/desk/parts/typed-day.ts";

/** A day, written as offices write it in tables whatever the browser's language, with the browser's own calendar beside. */
export function DayField(props: {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  label?: string;
  max?: string;
  min?: string;
  /** What is no day is told too, as it was typed: whoever asks says what is wrong with it. */
  unread?: true;
}): ReactNode {
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const calendar = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Changed from outside; what is being typed and already means this day is left as it is.
    setText((was) => ((readTypedDay(was) ?? was.trim()) === value ? was : value));
  }, [value]);
  const day = text.trim() === "" ? "" : readTypedDay(text);
  const wrong =
    day === null ||
    (day !== "" && ((props.max !== undefined && day > props.max) || (props.min !== undefined && day < props.min)));
  return (
    <span className="day">
      <input
        className="native"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder="年-月-日"
        id={props.id}
        aria-label={props.label}
        aria-invalid={wrong}
        value={text}
        onChange={(it) => {
          setText(it.target.value);
          const typed = it.target.value.trim() === "" ? "" : readTypedDay(it.target.value);
          if (typed !== null && typed !== value) onChange(typed);
          else if (typed === null && props.unread === true) onChange(it.target.value.trim());
        }}
        onBlur={() => setText(value)}
      />
      <input
        ref={calendar}
        className="day-calendar"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day ?? ""}
        max={props.max}
        min={props.min}
        onChange={(it) => onChange(it.target.value)}
      />
      <button
        type="button"
        className="day-button"
        aria-label={`${props.label ?? "日期"}：打开日历`}
        onClick={() => calendar.current?.showPicker()}
      >
        <CalendarOutlined />
      </button>
    </span>
  );
}
