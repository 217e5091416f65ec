import { type QueryClient, useQuery } from "@tanstack/react-query";
import { session } from "#platform/access/address.ts";
import type { SessionView } from "#platform/access/contract.ts";
import { browserDay } from "#web/common/format.ts";
import { endSession, readSession } from "#web/common/session.ts";

export const SESSION_KEY = [session.path] as const;

export function useSession(): { session: SessionView | undefined; failed: Error | null; again: () => void } {
  const answer = useQuery<SessionView>({
    queryKey: SESSION_KEY,
    queryFn: readSession,
    staleTime: 60_000,
    retry: 1,
  });
  return { session: answer.data, failed: answer.error, again: () => void answer.refetch() };
}

/** The server's day, which may differ from this machine's clock. */
export function useToday(): string {
  return useSession().session?.today ?? browserDay();
}

/** Does the person hold any verb that begins so, anywhere? Only for leaving out tabs; the server decides. */
export function holds(session: SessionView | undefined, prefixes: readonly string[]): boolean {
  return session?.verbs.some((verb) => prefixes.some((prefix) => verb.startsWith(prefix))) ?? false;
}

/** Nothing that was read stays in the page; whether somebody is signed in is asked anew. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ predicate: (it) => it.queryKey[0] !== SESSION_KEY[0] });
  void client.invalidateQueries({ queryKey: SESSION_KEY });
}

export async function signOut(client: QueryClient): Promise<void> {
  await endSession();
  client.clear();
  await client.refetchQueries({ queryKey: SESSION_KEY });
  window.location.assign("/");
}
