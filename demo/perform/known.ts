import type { Doing } from "#platform/house.ts";
import type { CastKey } from "../cast.ts";
import type { Deed, DeedKind } from "../deeds.ts";

/** What the story has come to: the ids of what it names by keys, and passwords on their way to being hashed. */
export class Known {
  readonly accounts = new Map<CastKey, string>();
  readonly places = new Map<string, string>();
  readonly persons = new Map<string, string>();
  readonly transfers = new Map<string, string>();
  readonly reliefs = new Map<string, string>();
  readonly absences = new Map<string, string>();
  readonly cases = new Map<string, string>();
  readonly meetings = new Map<string, string>();
  readonly corrections = new Map<string, string>();
  readonly posts = new Map<string, string>();
  readonly elections = new Map<string, string>();
  readonly appraisals = new Map<string, string>();
  readonly splits = new Map<string, string>();
  readonly hashes = new Map<CastKey, Promise<string>>();
}

/** Deeds of some kinds. */
export type Of<K extends DeedKind> = Extract<Deed, { kind: K }>;

/** How deeds of one kind are done: under which verb, by which act. */
export interface Performer {
  readonly verb: string;
  readonly perform: (known: Known, doing: Doing, deed: Deed) => Promise<void>;
}

/** The performers of the kinds whose verbs are given. */
export function performing<K extends DeedKind>(
  verbs: Readonly<Record<K, string>>,
  perform: (known: Known, doing: Doing, deed: Of<K>) => Promise<void>,
): Readonly<Record<K, Performer>> {
  const made = Object.entries<string>(verbs).map(([kind, verb]) => [kind, { verb, perform }]);
  return Object.fromEntries(made) as unknown as Readonly<Record<K, Performer>>;
}

/** The id of what the story must have come to by now. */
export function need<K>(map: ReadonlyMap<K, string>, key: K): string {
  const found = map.get(key);
  if (found === undefined || found === "") throw new Error(`the story has not come to ${String(key)} yet`);
  return found;
}

/** What a member does with their own telephone; most members of the demo have no account. */
export const asMember = (doing: Doing, personId: string): Doing => ({ ...doing, actor: { ...doing.actor, personId } });
