import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** A dialog for what is done with a reason and nothing else: to end a case, to take a record back. */
export function ReasonDialog(props: {
  title: string;
  button: string;
  says?: ReactNode;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState("");
  const deed = useDeed(() => props.send(reason), props.onClose);
  return (
    <FormModal
      open
      title={props.title}
      okText={props.button}
      okButtonProps={{ loading: deed.busy, disabled: reason.trim() === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      {props.says ? <p>{props.says}</p> : null}
      <Field label="理由" id="why">
        <Input.TextArea
          id="why"
          autoSize={{ minRows: 2 }}
          maxLength={400}
          value={reason}
          onChange={(it) => setReason(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
