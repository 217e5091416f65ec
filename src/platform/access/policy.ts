import { covers, EVERYWHERE, type PathRange, simplify, subtree } from "#platform/database/reach.ts";
import { ownScope, type Scope } from "#platform/database/scope.ts";
import { ROLES, type Role } from "#shared/roles.ts";

export { ROLES, type Role } from "#shared/roles.ts";

export interface VerbDeclaration {
  /** `module.thing.verb` */
  readonly name: string;
  /** What it allows, in Chinese, for the permissions page. */
  readonly term: string;
  readonly roles: readonly Role[];
  /** Opens restricted tables where it is held. Break-glass never does. */
  readonly restricted?: true;
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

/**
 * Grants are data, roles and verbs are code. Each module declares its verbs and the roles that hold them in `policy.ts`;
 * here they are put together and asked. Default: no.
 */
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
    return this.rolesHolding(verb).includes(role);
  }

  /** The roles that hold the verb. An unknown verb is a fault of ours and throws. */
  rolesHolding(verb: string): readonly Role[] {
    const found = this.#verbs.get(verb);
    if (!found) throw new Error(`unknown verb: ${verb}`);
    return found.roles;
  }

  /** Does the verb open what only verbs of their own open? */
  isRestricted(verb: string): boolean {
    return this.#verbs.get(verb)?.restricted === true;
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
        restricted: [EVERYWHERE],
        write: [EVERYWHERE],
      };
    const holding = actor.grants.filter((it) => this.holds(it.role, verb));
    const places = simplify(holding.map((it) => subtree(it.path)));
    const persons = simplify([
      ...holding.filter((it) => ROLES[it.role].sees === "persons").map((it) => subtree(it.path)),
      ...actor.opened.filter((path) => covers(places, path)).map(subtree),
    ]);
    return {
      ...ownScope(actor.accountId ?? "", actor.personId),
      persons,
      places,
      restricted: this.isRestricted(verb) ? places : [],
      write: places,
    };
  }
}

/** Verbs of this area: accounts by the system administrator, grants by the security administrator (三员分立). */
export const verbs: readonly VerbDeclaration[] = [
  {
    name: "access.account.read",
    term: "查看账号",
    roles: ["system_administrator", "security_administrator", "auditor"],
  },
  { name: "access.account.create", term: "开户", roles: ["system_administrator"] },
  { name: "access.account.disable", term: "停用和恢复账号", roles: ["system_administrator"] },
  {
    name: "access.account.reset",
    term: "重置密码、关闭他人的两步验证；账号有授权的，提出申请",
    roles: ["system_administrator"],
  },
  { name: "access.reset.confirm", term: "确认或不同意重置申请", roles: ["security_administrator"] },
  { name: "access.security-reset.confirm", term: "确认或不同意安全管理员账号的重置申请", roles: ["auditor"] },
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
  // Only who has pages on which persons then show: the system administrator reads accounts and nothing else.
  { name: "access.break-glass.open", term: "临时打开查看人员信息的权限", roles: ["auditor"] },
];
