import { get, of, post } from "#platform/http/address.ts";
import type { Activated, Activation, InvitationsView, Invited, Inviting, PlaceQuery } from "./contract.ts";

export const invitations = get(
  "/api/account-invitations",
  "一个组织的党员谁有账号、谁有邀请单、哪天开通的",
  of<InvitationsView>(),
  of<PlaceQuery>(),
);
export const inviting = post("/api/account-invitations", "邀请党员开通账号，返回只显示一次的邀请单", {
  body: of<Inviting>(),
  answer: of<Invited>(),
});
export const withdrawal = post("/api/account-invitations/:id/withdrawal", "收回一张邀请单");
export const activation = post("/api/account-activation", "凭邀请单和本人身份证号开通账号", {
  body: of<Activation>(),
  answer: of<Activated>(),
});
