/** Words of the member pages, in one place. */
export const SENSITIVE = [
  { key: "idNumber", term: "公民身份号码" },
  { key: "mobile", term: "手机号码" },
  { key: "address", term: "家庭住址" },
  { key: "registeredAddress", term: "户籍所在地" },
] as const;

export const TRANSFER_STATES: Readonly<Record<string, { term: string; mark: "good" | "warn" | "bad" | "plain" }>> = {
  "handed-over": { term: "已开出，待接收", mark: "warn" },
  accepted: { term: "已接收", mark: "good" },
  refused: { term: "未接收", mark: "bad" },
  withdrawn: { term: "已撤回", mark: "plain" },
};

export const TRANSFER_KINDS: Readonly<Record<string, string>> = { inside: "区内转接", out: "转出区外", in: "区外转入" };
