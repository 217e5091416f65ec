/** What an act tells: one row of the audit, written in the act's transaction. */
export interface AuditEvent {
  /** `module.thing.happened`, for example `membership.transfer.accepted`; each has a Chinese sentence in the module's zh.ts. */
  readonly event: string;
  readonly organizationId: string | null;
  /** Path of the organisation at the time; `/` for acts of the house as a whole. */
  readonly orgPath: string;
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whose data were looked at or changed: each of them can see this event under "who looked at my record". */
  readonly persons?: readonly { readonly id: string; readonly path: string }[];
}
