import { type Static, Type } from "typebox";
import { Id, IdOf, OneOf, Or, ProvisionView } from "#platform/http/shapes.ts";

/** More members than are invited or listed at once: a town is done in parts. */
export const MOST = 1_000;

export const PlaceQuery = Type.Object({ organizationId: IdOf("党组织") });
export type PlaceQuery = Static<typeof PlaceQuery>;

/** `none`: no account and no invitation. `opened`: has an account that was opened another way. */
const State = OneOf("none", "invited", "expired", "locked", "withdrawn", "activated", "opened");
export type MemberState = Static<typeof State>;

export const InvitationsView = Type.Object({
  organizationId: Id,
  organizationName: Type.String(),
  /** Members in all, with an account, with a slip that holds. */
  members: Type.Integer(),
  opened: Type.Integer(),
  invited: Type.Integer(),
  branches: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      rows: Type.Array(
        Type.Object({
          personId: Id,
          name: Type.String(),
          state: State,
          stateTerm: Type.String(),
          /** Of the slip that holds: it can be withdrawn. */
          invitationId: Or(Id),
          invitedOn: Or(Type.String()),
          invitedBy: Type.String(),
          /** Until when the slip holds, or held. */
          expiresOn: Or(Type.String()),
          activatedOn: Or(Type.String()),
          /** Whether there is an identity number to ask for. */
          hasNumber: Type.Boolean(),
        }),
      ),
    }),
  ),
  more: Type.Boolean(),
  days: Type.Integer(),
  canInvite: Type.Boolean(),
  provisions: Type.Array(ProvisionView),
});
export type InvitationsView = Static<typeof InvitationsView>;

export const Inviting = Type.Object({
  organizationId: IdOf("党组织"),
  /** Without it everybody beneath who has neither an account nor a slip that holds. */
  personIds: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: MOST, uniqueItems: true, description: "不写就是全部没有账号的党员" }),
  ),
});
export type Inviting = Static<typeof Inviting>;

export const Slip = Type.Object({
  id: Id,
  personId: Id,
  name: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  /** Shown this once: only its hash is kept. */
  code: Type.String(),
  expiresOn: Type.String(),
});
export type Slip = Static<typeof Slip>;

export const Invited = Type.Object({
  slips: Type.Array(Slip),
  /** Who was left out: has an account, has a slip that holds, has no identity number on the roster. */
  skipped: Type.Object({ account: Type.Integer(), invited: Type.Integer(), noNumber: Type.Integer() }),
});
export type Invited = Static<typeof Invited>;

export const Activation = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60, title: "邀请码" }),
  idNumber: Type.String({ minLength: 1, maxLength: 60, title: "身份证号" }),
  password: Type.String({ minLength: 1, maxLength: 1000, title: "新密码" }),
});
export type Activation = Static<typeof Activation>;

export const Activated = Type.Object({ username: Type.String(), name: Type.String() });
export type Activated = Static<typeof Activated>;
