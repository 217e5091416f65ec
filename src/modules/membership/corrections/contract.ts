import { type Static, Type } from "typebox";
import { DayText, Id, Or } from "#platform/http/shapes.ts";
import { CORRECTABLE_TERMS, type CorrectableKey } from "./asks.ts";
import { DEED_KEYS } from "./deeds.ts";

/** Shapes of what members ask to have corrected. */

export type { CorrectableKey } from "./asks.ts";
/** Terms of what may be asked for; every key but `other` is a field of the record. */
export const CORRECTABLE = Object.fromEntries(CORRECTABLE_TERMS) as Readonly<Record<CorrectableKey, string>>;
export const isCorrectable = (key: string): key is CorrectableKey => Object.hasOwn(CORRECTABLE, key);

export const Asking = Type.Object({
  field: Type.Unsafe<CorrectableKey>(Type.Union(Object.keys(CORRECTABLE).map((it) => Type.Literal(it)))),
  wanted: Type.String({ maxLength: 400, description: "应当是什么" }),
  reason: Type.Optional(Type.String({ maxLength: 400, description: "说明，如证件上怎么写" })),
});
export type Asking = Static<typeof Asking>;

export const Acceptance = Type.Object({
  manner: Type.Union([Type.Literal("correction"), Type.Literal("change")]),
  on: Type.Optional(DayText),
  answer: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Acceptance = Static<typeof Acceptance>;
export const Accepted = Type.Object({ warnings: Type.Array(Type.String()) });
export type Accepted = Static<typeof Accepted>;
export const Declining = Type.Object({ answer: Type.String({ maxLength: 400 }) });
export type Declining = Static<typeof Declining>;

const shown = {
  id: Id,
  field: Type.String(),
  fieldTerm: Type.String(),
  /** On the desk, what is hidden in it is read whole by an act of its own. */
  wanted: Type.String(),
  reason: Or(Type.String()),
  askedOn: Type.String(),
  outcomeTerm: Or(Type.String()),
  decidedOn: Or(Type.String()),
  decidedBy: Or(Type.String()),
  answer: Type.String(),
  can: Type.Object({ deeds: Type.Array(Type.Enum(DEED_KEYS), { description: "现在可以办理的事项" }) }),
};

export const OwnRequests = Type.Object({ member: Type.Boolean(), rows: Type.Array(Type.Object(shown)) });
export type OwnRequests = Static<typeof OwnRequests>;

export const RequestView = Type.Object({
  ...shown,
  personId: Id,
  personName: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  /** What the record says today; numbers and addresses masked. */
  now: Or(Type.String()),
});
export type RequestView = Static<typeof RequestView>;

export const Read = Type.Object({ wanted: Type.String() });
export type Read = Static<typeof Read>;
