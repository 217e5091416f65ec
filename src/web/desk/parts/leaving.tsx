import { useBlocker } from "@tanstack/react-router";
import { Modal } from "antd";
import { type ReactNode, useEffect } from "react";

/** Warns before a form with unsaved changes is left, inside the desk and by closing the page. */
export function LeavingGuard(props: { dirty: boolean; kept?: boolean }): ReactNode {
  const blocker = useBlocker({ shouldBlockFn: () => props.dirty, withResolver: true, enableBeforeUnload: false });
  useEffect(() => {
    if (!props.dirty) return;
    const ask = (it: BeforeUnloadEvent): void => it.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [props.dirty]);
  return (
    <Modal
      open={blocker.status === "blocked"}
      title="离开本页吗？"
      okText="离开"
      cancelText="留在本页"
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      填写的内容还没有提交。{props.kept === true ? "草稿会在本标签页里保留，回来可以接着填。" : "离开后需要重新填写。"}
    </Modal>
  );
}
