import "#web/desk/shell/idle-warning.css";
import { Button } from "antd";
import type { ReactNode } from "react";

/** Whatever a person does now, this button or anything else, keeps the session (web/common/activity.ts). */
export function IdleWarning(): ReactNode {
  return (
    <div className="idle-warning say say-warn" role="alert">
      <strong>即将自动退出登录</strong>
      <p>长时间没有操作，两分钟内仍无操作的，自动退出登录。</p>
      <div className="actions">
        <Button type="primary">继续工作</Button>
      </div>
    </div>
  );
}
