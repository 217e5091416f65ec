import * as at from "#platform/access/address.ts";
import type { SessionView, SignIn } from "#platform/access/contract.ts";
import { forgetActivity, sessionLeft } from "#web/common/activity.ts";
import { askAt, sendTo } from "#web/common/api.ts";
import { dropAllDrafts, openDrafts } from "#web/common/draft.ts";

/** What somebody typed and did not send is shown to nobody else who signs in at the same tab. */
function met(session: SessionView): SessionView {
  if (session.actor !== null) openDrafts(session.actor.accountId);
  sessionLeft(session.actor?.idleSecondsLeft ?? null);
  return session;
}

export const readSession = async (): Promise<SessionView> => met(await askAt(at.session, {}));

/** Rejects with the {@link Problem} of the server, `code-needed` when a second factor is asked for. */
export const beginSession = async (body: SignIn): Promise<SessionView> =>
  met(await sendTo(at.entering, {}, body, true));

/** Also without a network nothing that was typed stays at the machine. */
export async function endSession(): Promise<void> {
  dropAllDrafts();
  forgetActivity();
  await sendTo(at.leaving, {}, null).catch(() => undefined);
}
