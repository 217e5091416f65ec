/** Words of the member pages, in one place. */
export const SENSITIVE = [
  { key: "idNumber", term: "公民身份号码" },
  { key: "mobile", term: "手机号码" },
  { key: "address", term: "家庭住址" },
  { key: "registeredAddress", term: "户籍所在地" },
] as const;

/** How the state of a transfer is marked; its words come from the server. */
export const TRANSFER_MARKS: Readonly<Record<string, "good" | "warn" | "bad" | "plain">> = {
  "handed-over": "warn",
  accepted: "good",
  refused: "bad",
  withdrawn: "plain",
};
