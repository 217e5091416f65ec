import type { PocketPart } from "#web/pocket/part.ts";

/** What this module brings to the phone: one's own record and branch come with the first view. */
export const pocket: PocketPart = {
  links: [
    { href: "#/record", term: "我的党员记录", daily: 40 },
    { href: "#/record", term: "我的记录", applicantErrands: 10 },
    { href: "#/branch", term: "我的支部", daily: 60 },
  ],
};
