import { type ReactNode, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";

/** What others did with one's password or second factor: above every page, until put away for this visit. */
export function ResetsTold(props: { session: SessionView }): ReactNode {
  const [away, setAway] = useState<readonly string[]>([]);
  return props.session.resets
    .filter((it) => !away.includes(it.id))
    .map((it) => (
      <p key={it.id} className="say say-info" role="status">
        {it.text}{" "}
        <button type="button" className="as-link" onClick={() => setAway([...away, it.id])}>
          知道了
        </button>
      </p>
    ));
}
