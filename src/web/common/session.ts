import type { SessionView } from "#platform/access/contract.ts";
import { forgetActivity, sessionLeft } from "#web/common/activity.ts";
import { api } from "#web/common/api.ts";
import { dropAllDrafts, openDrafts } from "#web/common/draft.ts";

const PATH = "/api/session";

/** What somebody typed and did not send is shown to nobody else who signs in at the same tab. */
function met(session: SessionView): SessionView {
  if (session.actor !== null) openDrafts(session.actor.accountId);
  sessionLeft(session.actor?.idleSecondsLeft ?? null);
  return session;
}

export const readSession = async (): Promise<SessionView> => met(await api.get<SessionView>(PATH));

/** Rejects with the {@link Problem} of the server, `code-needed` when a second factor is asked for. */
export const beginSession = async (body: object): Promise<SessionView> =>
  met(await api.post<SessionView>(PATH, body, true));

/** Also without a network nothing that was typed stays at the machine. */
export async function endSession(): Promise<void> {
  dropAllDrafts();
  forgetActivity();
  await api.delete<undefined>(PATH).catch(() => undefined);
}
