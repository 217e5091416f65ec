import type { EventKind } from "#shared/event-sentences.ts";

interface Happened {
  readonly organizationId: string | null;
  /** Path of the organisation at the time; `/` for acts of the house as a whole. */
  readonly orgPath: string;
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  /** Whose data were looked at or changed: each of them can see this event under "who looked at my record". */
  readonly persons?: readonly { readonly id: string; readonly path: string }[];
}

/** What an act tells: one row of the audit, written in the act's transaction. */
export interface AuditEvent extends Happened {
  /** `module.thing.happened`, for example `membership.transfer.accepted`; each has a Chinese sentence in the module's zh.ts. */
  readonly event: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The details of an event: asked for where its sentence needs any. */
type With<D> = [D] extends [never]
  ? { readonly details?: object }
  : Record<never, never> extends D
    ? { readonly details?: D }
    : { readonly details: D };

/** The same by the event's value: its details are typed. `E` are the events that may be told, names (any) or values. */
export type Told<E = string | EventKind> = E extends string
  ? AuditEvent
  : E extends EventKind<string, infer D>
    ? Happened & { readonly event: E } & With<D>
    : never;

/** The name of an event, however it was given. */
export const nameOf = (event: string | EventKind): string => (typeof event === "string" ? event : event.name);
