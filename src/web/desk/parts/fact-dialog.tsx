import type { ReactNode } from "react";
import type { Asks, Given } from "#platform/forms/asks.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { useDeed } from "#web/desk/ask.ts";
import { AskedFields, type FieldMeans, useAsked } from "#web/desk/parts/asked-fields.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { type Saved, saySaved } from "#web/desk/parts/saved.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** What a form sends, once nothing in it is wrong. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A dialog that asks for a few facts and sends them; what the system knows is not asked. Everything that is wrong is said at
 * once beside its field, and one message says afterwards that it was saved (`saved`: in which words, what takes it back, what
 * comes next).
 */
export function FactDialog<Answer = unknown>(
  props: {
    title: string;
    /** Above the fields; of what was given so far, where it follows from that. */
    says?: ReactNode | ((given: Given) => ReactNode);
    button: string;
    asks: Asks;
    start?: Given;
    /** What is on record; it stands in the fields, and is judged only where it was changed. */
    known?: Given;
    /** Two columns, for more than a handful of facts. */
    wide?: true;
    send: (values: Values) => Promise<Answer>;
    onClose: () => void;
    onDone?: (answer: Answer) => void;
    /** Null where nothing was saved: something was only looked at. */
    saved?: ((answer: Answer) => Saved) | null;
  } & FieldMeans,
): ReactNode {
  const deed = useDeed(
    (values: Values) => props.send(values),
    (answer: Answer) => {
      props.onClose();
      if (props.saved !== null) saySaved(props.saved?.(answer) ?? { text: props.title });
      props.onDone?.(answer);
    },
  );
  const form = useAsked(props.asks, { ...props.known, ...props.start }, deed.problem, props.known);
  const says = typeof props.says === "function" ? props.says(form.given) : props.says;
  return (
    <FormModal
      open
      title={props.title}
      {...(props.wide === true ? { width: 680 } : {})}
      okText={props.button}
      okButtonProps={{ loading: deed.busy }}
      onOk={() => void (form.check() && deed.run(sentOf(props.asks, form.given)))}
      onCancel={props.onClose}
    >
      {says ? <div className="quiet">{says}</div> : null}
      <ProblemBox problem={deed.problem} />
      <AskedFields form={form} className={props.wide === true ? "form-grid" : undefined} {...meansOf(props)} />
      <StillMissing terms={form.missing} />
    </FormModal>
  );
}

const meansOf = ({ options, inputs, own }: FieldMeans): FieldMeans => ({
  ...(options === undefined ? {} : { options }),
  ...(inputs === undefined ? {} : { inputs }),
  ...(own === undefined ? {} : { own }),
});

/** Above the button, once it was pressed in vain: what keeps the form from being sent. */
export function StillMissing({ terms }: { terms: readonly string[] }): ReactNode {
  if (terms.length === 0) return null;
  return (
    <p className="fault" role="alert">
      尚未提交，请改正或补充：{terms.join("、")}。
    </p>
  );
}
