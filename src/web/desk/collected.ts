import * as assessment from "#modules/assessment/desk/index.ts";
import * as appraisal from "#modules/membership/appraisal/desk/index.ts";
import * as corrections from "#modules/membership/corrections/desk/index.ts";
import * as membership from "#modules/membership/desk/index.ts";
import * as dues from "#modules/membership/dues/desk/index.ts";
import * as floating from "#modules/membership/floating/desk/index.ts";
import * as honours from "#modules/membership/honours/desk/index.ts";
import * as invitations from "#modules/membership/invitations/desk/index.ts";
import * as meetings from "#modules/membership/meetings/desk/index.ts";
import * as recruiting from "#modules/membership/recruiting/desk/index.ts";
import * as transfers from "#modules/membership/transfers/desk/index.ts";
import * as organization from "#modules/organization/desk/index.ts";
import * as elections from "#modules/organization/elections/desk/index.ts";
import { house, workbench } from "#web/desk/pages/index.ts";
import type { DeskPart, Tab, TabShare } from "#web/desk/part.ts";

/** What the parts of the house bring to the desk, in the order of their tabs. A new module adds its line here and nowhere else. */
export const DESK: readonly DeskPart[] = [
  workbench,
  organization.desk,
  elections.desk,
  membership.desk,
  corrections.desk,
  invitations.desk,
  honours.desk,
  transfers.desk,
  floating.desk,
  recruiting.desk,
  meetings.desk,
  appraisal.desk,
  dues.desk,
  assessment.desk,
  house,
];

/** The tabs of all parts, each with the pages that others put beneath it; throws where there is no such tab or page. */
export function tabsIn(parts: readonly DeskPart[]): readonly Tab[] {
  const all = parts.flatMap((it) => it.tabs ?? []);
  const tabs = new Map(all.flatMap((it) => ("in" in it ? [] : [[it.href, it]])));
  for (const share of all) if ("in" in share) tabs.set(share.in, joined(tabs.get(share.in), share));
  return [...tabs.values()];
}

function joined(tab: Tab | undefined, { in: of, after, covers, pages }: TabShare): Tab {
  const before = tab?.pages.findIndex((it) => it.href === after) ?? -1;
  if (tab === undefined || (after !== undefined && before < 0))
    throw new Error(`no place ${after ?? ""} beneath the tab ${of}`);
  const at = after === undefined ? tab.pages.length : before + 1;
  return { ...tab, covers: [...tab.covers, ...covers], pages: tab.pages.toSpliced(at, 0, ...pages) };
}
