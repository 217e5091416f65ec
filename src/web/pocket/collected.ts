import * as appraisal from "#modules/membership/appraisal/pocket/index.ts";
import * as corrections from "#modules/membership/corrections/pocket/index.ts";
import * as dues from "#modules/membership/dues/pocket/index.ts";
import * as floating from "#modules/membership/floating/pocket/index.ts";
import * as honours from "#modules/membership/honours/pocket/index.ts";
import * as invitations from "#modules/membership/invitations/pocket/index.ts";
import * as meetings from "#modules/membership/meetings/pocket/index.ts";
import * as membership from "#modules/membership/pocket/index.ts";
import * as recruiting from "#modules/membership/recruiting/pocket/index.ts";
import * as transfers from "#modules/membership/transfers/pocket/index.ts";
import type { LinkList, PocketLink, PocketPart } from "#web/pocket/part.ts";

const shell: PocketPart = {
  links: [
    { href: "#/trace", term: "谁看过、改过我的记录", errands: 50, applicantErrands: 20 },
    { href: "#/more", term: "更多", elder: 50 },
  ],
};

/** What the parts of the house bring to the phone. A new module adds its line here and nowhere else. */
export const POCKET: readonly PocketPart[] = [
  shell,
  membership.pocket,
  meetings.pocket,
  appraisal.pocket,
  dues.pocket,
  honours.pocket,
  floating.pocket,
  transfers.pocket,
  recruiting.pocket,
  corrections.pocket,
  invitations.pocket,
];

const LINKS = POCKET.flatMap((it) => it.links ?? []);

/** The links of a list of the first page, in their order. */
export const linksIn = (list: LinkList): readonly PocketLink[] =>
  LINKS.filter((it) => it[list] !== undefined).toSorted((one, other) => (one[list] ?? 0) - (other[list] ?? 0));
