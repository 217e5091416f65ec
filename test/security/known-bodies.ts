import type { Dice } from "./dice.ts";
import { TODAY, wordOf } from "./zone.ts";

/** Bodies that the product takes, for routes that a generated shape seldom gets past: what gets in can do harm. */

export interface Aim {
  readonly dice: Dice;
  readonly target: string | null;
  /** An id of a row of this table at the target, or of anywhere. */
  id(table: string): string;
}

const organization = (aim: Aim): Record<string, unknown> => ({
  parentId: aim.id("organization"),
  kind: "branch",
  fullName: `中共新设${aim.dice.below(1e6)}号支部委员会`,
  shortName: `新设${aim.dice.below(1e6)}号支部`,
});

function event(aim: Aim): Record<string, unknown> {
  const it = (kind: string, details: Record<string, unknown>) => ({
    kind,
    happenedOn: TODAY,
    reason: "因工作需要",
    details,
  });
  switch (aim.dice.below(7)) {
    case 0:
      return it("establish", { organization: organization(aim) });
    case 1:
      return it("rename", {
        organizationId: aim.id("organization"),
        fullName: "中共改名村支部委员会",
        shortName: "改名村支部",
      });
    case 2:
      return it("move", { organizationId: aim.id("organization"), parentId: aim.id("organization") });
    case 3:
      return it("merge", { sourceIds: [aim.id("organization")], into: { organizationId: aim.id("organization") } });
    case 4:
      return it("split", {
        organizationId: aim.id("organization"),
        continues: true,
        parts: [{ organization: organization(aim), personIds: [aim.id("person")] }],
      });
    case 5:
      return it("dissolve", {
        organizationId: aim.id("organization"),
        destinations: [{ organizationId: aim.id("organization"), personIds: [aim.id("person")] }],
      });
    default:
      return it("upgrade", {
        organizationId: aim.id("organization"),
        kind: "general_branch",
        fullName: "中共升格村总支部委员会",
        shortName: "升格村总支",
      });
  }
}

export const KNOWN_BODIES: Readonly<Record<string, (aim: Aim) => Record<string, unknown>>> = {
  "POST /api/members": (aim) => ({
    organizationId: aim.id("organization"),
    member: {
      name: aim.dice.pick(["郑春华", "王秋实", "冯国栋", "陈玉兰"]),
      gender: "男",
      category: "正式党员",
      birthOn: "1990-01-02",
      joinedOn: "2015-07-01",
      fullOn: "2016-07-01",
    },
    code: aim.dice.pick(["transferred_in", "admitted", "restored", "corrected_in"]),
    on: TODAY,
  }),
  "POST /api/accounts": (aim) => ({
    username: `shijia-${aim.dice.below(1e9)}`,
    displayName: "试用人",
    organizationId: aim.id("organization"),
  }),
  "PATCH /api/members/:personId": (aim) => ({
    manner: "correction",
    fields: aim.dice.pick([{ note: "核对过" }, { name: "卫建军" }, { address: "清原路1号" }]),
  }),
  "POST /api/members/:personId/leaving": (aim) => ({
    code: aim.dice.pick(["died", "expelled", "withdrew", "lapsed"]),
    on: TODAY,
  }),
  "POST /api/members/:personId/unmasking": () => ({
    fields: ["idNumber", "mobile", "address", "registeredAddress"],
    reason: "核对档案信息需要查看",
  }),
  "POST /api/transfers": (aim) => ({
    personIds: [aim.id("person")],
    toOrganizationId: aim.id("organization"),
    on: TODAY,
    reason: "工作调动",
  }),
  "POST /api/transfers/:id/refusal": () => ({ note: "材料不全" }),
  "POST /api/organization-events": event,
  "POST /api/organization-events/preview": event,
  "PUT /api/imports/:id/rows/:rowId/decision": () => ({ decision: "skip" }),
  "POST /api/posts": (aim) => ({
    organizationId: aim.id("organization"),
    personId: aim.id("person"),
    post: "secretary",
    from: TODAY,
  }),
  "POST /api/terms": (aim) => ({ organizationId: aim.id("organization"), startOn: TODAY }),
  "PUT /api/organizations/:id/unit": (aim) => ({
    name: `${wordOf(aim.target ?? "a1")}村`,
    households: 10,
    registeredPopulation: 20,
    residentPopulation: 20,
    note: "",
  }),
  "POST /api/grants": (aim) => ({
    accountId: aim.id("account"),
    role: aim.dice.pick([
      "member",
      "branch_secretary",
      "town_officer",
      "zone_organiser",
      "auditor",
      "security_administrator",
      "system_administrator",
    ]),
    organizationId: aim.id("organization"),
    reason: "工作需要",
  }),
};
