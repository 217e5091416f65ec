import type { Provision } from "#shared/finding.ts";

/** Norms that the sign-in and the grants rest on. */
export const DUTIES_APART: Provision = {
  id: "gb-t-22239-8.1.5-duties",
  title: "GB/T 22239-2019 第三级 8.1.5 安全管理中心",
  gist: "系统管理、审计管理、安全管理分开，由不同的人担任。",
  force: "must",
  confirmed: false,
  inForce: { from: "2019-12-01", to: null },
};

export const TWO_ADMINISTRATORS: Provision = {
  id: "house-two-administrators",
  title: "本系统账号规则",
  gist: "有授权的账号和党员本人的账号，重置密码、关闭两步验证由系统管理员申请、安全管理员确认；安全管理员的账号由审计员确认。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-01-01", to: null },
};

export const NO_ESCALATION: Provision = {
  id: "house-no-escalation",
  title: "本系统授权规则",
  gist: "不能授予自己没有的权限，不能给自己授权；安全管理员在管理范围内授权。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-01-01", to: null },
};
