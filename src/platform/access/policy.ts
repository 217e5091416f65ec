import { covers, EVERYWHERE, type PathRange, simplify, subtree } from "#platform/database/reach.ts";
import { ownScope, type Scope } from "#platform/database/scope.ts";

/**
 * Grants are data, roles and verbs are code. Each module declares its verbs and the roles that hold them in `policy.ts`;
 * here they are put together and asked. Default: no.
 */
export const ROLES = {
  zone_organiser: { term: "开发区组织员", duty: "看全区、批设置、管花名册", sees: "persons", needsSecondFactor: false },
  town_officer: { term: "镇街党务干部", duty: "管本镇街各支部", sees: "persons", needsSecondFactor: false },
  branch_secretary: { term: "支部书记", duty: "管本支部", sees: "persons", needsSecondFactor: false },
  member: { term: "党员", duty: "看自己的记录和所在支部", sees: "places", needsSecondFactor: false },
  auditor: { term: "审计员", duty: "查看操作日志，不改任何业务数据", sees: "places", needsSecondFactor: false },
  security_administrator: {
    term: "安全管理员",
    duty: "授权与收权，不看业务数据",
    sees: "places",
    needsSecondFactor: false,
  },
  system_administrator: {
    term: "系统管理员",
    duty: "开户、备份、运行，不授权、不看业务数据",
    sees: "places",
    needsSecondFactor: false,
  },
} as const satisfies Record<
  string,
  { term: string; duty: string; sees: "persons" | "places"; needsSecondFactor: boolean }
>;

export type Role = keyof typeof ROLES;

export interface VerbDeclaration {
  /** `module.thing.verb` */
  readonly name: string;
  /** What it allows, in Chinese, for the permissions page. */
  readonly term: string;
  readonly roles: readonly Role[];
}

export interface Grant {
  readonly id: string;
  readonly role: Role;
  /** Null for the house as a whole (path `/`). */
  readonly organizationId: string | null;
  readonly path: string;
}

/** Who asks: made from a verified session, or for a named system job. */
export interface Actor {
  readonly accountId: string | null;
  readonly personId: string | null;
  /** Name as the audit writes it. */
  readonly name: string;
  /** Set for named system jobs (demo generator, command line, timetable) which pass every `may`. */
  readonly system: string | null;
  readonly grants: readonly Grant[];
  /** Places opened for a while by break-glass: persons may be read there too. */
  readonly opened: readonly string[];
  readonly sessionId: string | null;
}

export class Policy {
  readonly #verbs: ReadonlyMap<string, VerbDeclaration>;

  constructor(verbs: readonly VerbDeclaration[]) {
    const map = new Map<string, VerbDeclaration>();
    for (const verb of verbs) {
      if (map.has(verb.name)) throw new Error(`verb declared twice: ${verb.name}`);
      map.set(verb.name, verb);
    }
    this.#verbs = map;
  }

  get verbs(): readonly VerbDeclaration[] {
    return [...this.#verbs.values()];
  }

  has(verb: string): boolean {
    return this.#verbs.has(verb);
  }

  /** Does this role hold the verb? An unknown verb is a fault of ours and throws. */
  holds(role: Role, verb: string): boolean {
    const found = this.#verbs.get(verb);
    if (!found) throw new Error(`unknown verb: ${verb}`);
    return found.roles.includes(role);
  }

  /** The places where the actor holds the verb. */
  placesOf(actor: Actor, verb: string): PathRange[] {
    if (actor.system !== null) return [EVERYWHERE];
    return simplify(actor.grants.filter((it) => this.holds(it.role, verb)).map((it) => subtree(it.path)));
  }

  /** May the actor do this there? `path` is the path of the organisation concerned. */
  may(actor: Actor, verb: string, path: string): boolean {
    return covers(this.placesOf(actor, verb), path);
  }

  /**
   * The scope of one act or question: everything is narrowed to where this verb is held, so that an officer of one town
   * who audits the whole zone does not read the zone's persons by way of the audit.
   */
  scopeFor(actor: Actor, verb: string): Scope {
    if (actor.system !== null)
      return {
        account: null,
        person: null,
        system: actor.system,
        persons: [EVERYWHERE],
        places: [EVERYWHERE],
        write: [EVERYWHERE],
      };
    const holding = actor.grants.filter((it) => this.holds(it.role, verb));
    const places = simplify(holding.map((it) => subtree(it.path)));
    const persons = simplify([
      ...holding.filter((it) => ROLES[it.role].sees === "persons").map((it) => subtree(it.path)),
      ...actor.opened.filter((path) => covers(places, path)).map(subtree),
    ]);
    return { ...ownScope(actor.accountId ?? "", actor.personId), persons, places, write: places };
  }
}

/** Verbs of this area: accounts by the system administrator, grants by the security administrator (三员分立). */
export const verbs: readonly VerbDeclaration[] = [
  {
    name: "access.account.read",
    term: "查看账户",
    roles: ["system_administrator", "security_administrator", "auditor"],
  },
  { name: "access.account.create", term: "开户", roles: ["system_administrator"] },
  { name: "access.account.disable", term: "停用和恢复账户", roles: ["system_administrator"] },
  { name: "access.account.reset", term: "重置密码、关闭他人的二次验证", roles: ["system_administrator"] },
  {
    name: "access.grant.read",
    term: "查看授权",
    roles: ["security_administrator", "auditor", "zone_organiser", "town_officer"],
  },
  {
    name: "access.grant.give",
    term: "授权和收权",
    roles: ["security_administrator", "zone_organiser", "town_officer"],
  },
  { name: "access.break-glass.open", term: "临时打开查看人员信息的权限", roles: ["auditor", "system_administrator"] },
];
