import type { Provision } from "#shared/finding.ts";

export const SLIP_AND_NUMBER: Provision = {
  id: "house-slip-and-number",
  title: "本系统开通账号规则",
  gist: "邀请单单独打不开账号：本人凭邀请单和自己的身份证号，在自己的手机上设置密码。输错身份证号满五次，或过了三十天，邀请单作废；重新邀请的，原来的作废。",
  force: "house",
  confirmed: true,
  inForce: { from: "2026-01-01", to: null },
};
