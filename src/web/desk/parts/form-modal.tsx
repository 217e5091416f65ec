import { Modal, type ModalProps } from "antd";
import { type ReactNode, useState } from "react";
import { LeavingGuard } from "./leaving.tsx";

/**
 * A dialog with fields. What was typed into it is not lost by a slip: a click beside it does nothing, and Escape, the
 * cross and “cancel” ask first. `onCancel` closes it; `onGivenUp` says besides that what was typed is no longer wanted.
 * `dirty`: something is filled in that was not typed just now. `done`: the deed is done and the dialog shows what came of
 * it, so that nothing is left to lose.
 */
export function FormModal(
  props: Omit<ModalProps, "onCancel" | "children"> & {
    onCancel: () => void;
    onGivenUp?: (() => void) | undefined;
    dirty?: boolean;
    done?: boolean;
    children: ReactNode;
  },
): ReactNode {
  const { onCancel, onGivenUp, dirty, done, children, ...rest } = props;
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  // Opened again it begins anew.
  if (typed && rest.open !== true) setTyped(false);
  const losing = (typed || dirty === true) && done !== true && rest.open === true;
  const close = (): void => {
    setAsking(false);
    onGivenUp?.();
    onCancel();
  };
  return (
    <>
      <Modal {...rest} mask={{ closable: false }} onCancel={() => (losing ? setAsking(true) : close())}>
        <div onInput={() => setTyped(true)}>{children}</div>
      </Modal>
      <LeavingGuard dirty={losing} kept={onGivenUp !== undefined} inDialog />
      <Modal
        open={asking}
        closable={false}
        title="不提交就关闭吗？"
        okText="放弃填写"
        cancelText="接着填"
        okButtonProps={{ type: "default", danger: true }}
        cancelButtonProps={{ type: "primary" }}
        onOk={close}
        onCancel={() => setAsking(false)}
      >
        填写的内容还没有提交，关闭以后需要重新填写。
      </Modal>
    </>
  );
}
