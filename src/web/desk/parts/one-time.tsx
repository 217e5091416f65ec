import type { ReactNode } from "react";

/** A password that is shown once: whoever opened the account hands it over. */
export function OneTime(props: { username?: string; password: string }): ReactNode {
  return (
    <div className="say say-good" role="status">
      {props.username === undefined ? null : (
        <p>
          用户名 <code className="secret">{props.username}</code>
        </p>
      )}
      <strong>一次性密码（只显示这一次）</strong>
      <p>
        <code className="secret">{props.password}</code>
      </p>
      <p>请当面告诉本人。首次登录必须换成自己的密码。</p>
    </div>
  );
}
