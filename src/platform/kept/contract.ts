import { type Static, Type } from "typebox";
import { Id, Or } from "#platform/http/shapes.ts";

/** What pages are shown of a register that people write, besides what the slice shows of a row. */

const can = Type.Object({ write: Type.Boolean() });

/** Of one row on its page: whose it is, who entered it, whether it stands. */
export const ABOUT = {
  personId: Or(Id),
  name: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  enteredOn: Type.String(),
  enteredBy: Type.String(),
  withdrawnOn: Or(Type.String()),
  withdrawReason: Type.String(),
  can,
};
const AboutView = Type.Object(ABOUT);
export type AboutView = Static<typeof AboutView>;

/** To a member or to an organisation: one of the two is named. */
export const WHOSE = { personId: Type.Optional(Id), organizationId: Type.Optional(Id) };

/** The rows of one member or organisation, and whether more may be entered. */
export const listOf = <const P extends Parameters<typeof Type.Object>[0]>(row: P) =>
  Type.Object({ rows: Type.Array(Type.Object(row)), can });
