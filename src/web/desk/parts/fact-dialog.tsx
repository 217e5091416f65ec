import { type ReactNode, useState } from "react";
import { useDeed } from "#web/desk/ask.ts";
import { type Asked, FactField, type Values } from "#web/desk/parts/fact-field.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

/** What is sent: fields that were left empty are left out. */
const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, it]) => it !== undefined && it !== "" && it !== false));

/** A dialog that asks for a few facts of a case and sends them; what the system knows is not asked. */
export function FactDialog(props: {
  title: string;
  says?: ReactNode;
  button: string;
  asked: readonly Asked[];
  start?: Values;
  send: (values: Values) => Promise<unknown>;
  onClose: () => void;
  onDone?: (answer: unknown) => void;
}): ReactNode {
  const today = useToday();
  const days = props.asked.filter((it) => it.kind === "day" && it.optional !== true);
  const [values, setValues] = useState<Values>({
    ...Object.fromEntries(days.map((it) => [it.key, today])),
    ...props.start,
  });
  const deed = useDeed(
    () => props.send(filled(values)),
    (answer: unknown) => {
      props.onClose();
      props.onDone?.(answer);
    },
  );
  const missing = props.asked.some((it) => {
    const value = values[it.key];
    return it.optional !== true && it.kind !== "bool" && (value === undefined || String(value).trim() === "");
  });
  return (
    <FormModal
      open
      title={props.title}
      okText={props.button}
      okButtonProps={{ loading: deed.busy, disabled: missing }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      {props.says ? <p className="quiet">{props.says}</p> : null}
      <ProblemBox problem={deed.problem} />
      {props.asked.map((it) => (
        <FactField
          key={it.key}
          asked={it}
          value={values[it.key]}
          fault={deed.problem?.faultOf(it.key)}
          onChange={(value) => setValues((was) => ({ ...was, [it.key]: value }))}
        />
      ))}
    </FormModal>
  );
}
