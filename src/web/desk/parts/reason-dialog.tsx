import type { ReactNode } from "react";
import { asks, reason } from "#platform/forms/asks.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";

const WHY = asks({ reason: reason("理由") });

/** A dialog for what is done with a reason and nothing else: to end a case, to take a record back. */
export function ReasonDialog(props: {
  title: string;
  button: string;
  says?: ReactNode;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
}): ReactNode {
  const { send, ...more } = props;
  return <FactDialog {...more} asks={WHY} send={(given) => send(String(given["reason"]))} />;
}
