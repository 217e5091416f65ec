import type { Provision } from "#shared/finding.ts";

export const RIGHT_TO_CORRECTION: Provision = {
  id: "pipl-46",
  title: "《中华人民共和国个人信息保护法》第四十六条",
  gist: "个人发现其个人信息不准确或者不完整的，有权请求更正、补充；处理者应当予以核实，并及时更正、补充。",
  force: "must",
  confirmed: true,
  inForce: { from: "2021-11-01", to: null },
};
