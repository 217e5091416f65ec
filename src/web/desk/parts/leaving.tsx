import { useBlocker } from "@tanstack/react-router";
import { Modal } from "antd";
import { type ReactNode, useEffect, useState } from "react";

/**
 * Warns before a form with unsaved changes is left, inside the desk and by closing the page. A dialog covers all links:
 * one leaves it only by the browser's own buttons, and where its deed leads to is no leaving.
 */
export function LeavingGuard(props: { dirty: boolean; kept?: boolean; inDialog?: boolean }): ReactNode {
  const blocker = useBlocker({
    shouldBlockFn: ({ action }) =>
      props.dirty && !(props.inDialog === true && (action === "PUSH" || action === "REPLACE")),
    withResolver: true,
    enableBeforeUnload: false,
  });
  useEffect(() => {
    if (!props.dirty) return;
    const ask = (it: BeforeUnloadEvent): void => it.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [props.dirty]);
  return (
    <Modal
      open={blocker.status === "blocked"}
      closable={false}
      title="离开本页吗？"
      okText="离开"
      cancelText="留在本页"
      okButtonProps={{ type: "default", danger: true }}
      cancelButtonProps={{ type: "primary" }}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      填写的内容还没有提交。{props.kept === true ? "草稿会在本标签页里保留，回来可以接着填。" : "离开后需要重新填写。"}
    </Modal>
  );
}

/** A page that is one form: whoever typed into it is asked before leaving it, except by its own deed while `busy`. */
export function TypedForm(props: { busy: boolean; className?: string; children: ReactNode }): ReactNode {
  const [typed, setTyped] = useState(false);
  return (
    <div className={props.className} onInput={() => setTyped(true)}>
      <LeavingGuard dirty={typed && !props.busy} />
      {props.children}
    </div>
  );
}
