import { askedBy } from "#platform/forms/body.ts";
import type { Route } from "#platform/http/route.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { codeSet, isCodeSetName } from "#shared/code-sets.ts";
import type { Dice } from "./dice.ts";
import { type Aim, KNOWN_BODIES } from "./known-bodies.ts";
import { TREE } from "./tree.ts";
import { validBody } from "./valid-body.ts";
import { type AttackedZone, BEFORE, TODAY, wordOf } from "./zone.ts";

/** Makes requests for any route of the table from its declared shapes, aimed at rows of a place or of anywhere. */

export interface Made {
  readonly method: Route["method"];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

/** What an `:id` behind this word of an address names. A new word must be taught here before its routes can be attacked. */
const NAMED_BY: Readonly<Record<string, string>> = {
  accounts: "account",
  "credential-resets": "credential_reset",
  grants: "role_grant",
  sessions: "session",
  views: "saved_view",
  organizations: "organization",
  "organization-events": "organization_event",
  posts: "post",
  terms: "committee_term",
  members: "person",
  recruiting: "recruiting_case",
  "recruiting/:id/records": "recruiting_record",
  "recruiting/:id/papers": "recruiting_paper",
  "own/recruiting/people": "recruiting_case",
  elections: "election",
  "elections/:id/records": "election_record",
  transfers: "transfer",
  letters: "transfer_letter",
  "transfer-requests": "transfer_request",
  "membership-keeps": "membership_keep",
  "floating-cases": "floating_case",
  appraisals: "appraisal",
  "own/appraisals": "appraisal",
  "appraisal-items": "appraisal_item",
  "correction-requests": "correction_request",
  "account-invitations": "account_invitation",
  awards: "award",
  discipline: "disciplinary_measure",
  corrections: "correction_request",
  meetings: "meeting",
  "meeting-tasks": "meeting_task",
  "meeting-standings": "meeting_standing",
  "meeting-talks": "meeting_talk",
  imports: "import_batch",
  "imports/:id/files": "import_file",
  "imports/:id/rows": "import_row",
  files: "stored_file",
  jobs: "job",
  notices: "notice",
  audit: "audit_event",
  "dues/members": "person",
  "dues/entries": "dues_entry",
  "dues/reliefs": "dues_relief",
  "dues/remittances": "dues_remittance",
  "dues/uses": "dues_use",
};

/** Routes that open only for few of the rows their address names: half of the shots are aimed at those. */
const AIMED_AT: Readonly<Record<string, string>> = {
  "/api/accounts/:id/enabling": "stopped account",
  "/api/accounts/:id/password-reset": "bare account",
  "/api/accounts/:id/second-factor-removal": "bare account",
  "/api/recruiting/:id/account": "applicant",
};

/** Parameters that are not ids: what they may be. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  table: ["1", "2", "4", "5", "14", "15", "16", "17", "19", "24", "33", "34", "43"],
  check: ["C01", "C11", "C18", "C19", "C20", "C14", "C22", "P41", "P46"],
  line: ["all", "meeting", "dues", "election", "membership", "learning"],
  step: ["2", "15", "17"],
  paper: ["request", "method", "report", "handover"],
  year: ["2026", "2027"],
};

/** What a key of a body or a query names, when it holds an id. */
function tableOfKey(key: string): string | null {
  if (/org|parent|place|destination/i.test(key)) return "organization";
  if (/source|into|successor/i.test(key)) return "organization";
  if (/person|member/i.test(key)) return "person";
  if (/account/i.test(key)) return "account";
  if (/approver/i.test(key)) return "organization";
  if (/file/i.test(key)) return "stored_file";
  if (/grant/i.test(key)) return "role_grant";
  if (/term/i.test(key)) return "committee_term";
  if (/event/i.test(key)) return "organization_event";
  if (/transfer/i.test(key)) return "transfer";
  return null;
}

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
}

/** A workbook in the shape of a roster, for routes that take files. */
const ROSTER_CSV = "姓名,性别,公民身份号码,人员类别\n赵试一,男,,正式党员\n";

export class RequestMaker {
  readonly #zone: AttackedZone;
  readonly #registers: ReadonlyMap<string, Register>;
  #own: ReadonlyMap<string, readonly string[]> | null = null;
  #aimed = false;

  constructor(zone: AttackedZone, registers: ReadonlyMap<string, Register>) {
    this.#zone = zone;
    this.#registers = registers;
  }

  /** What each parameter of a route names. Throws when nobody has taught it. */
  paramTables(route: Route): { readonly name: string; readonly table: string | null }[] {
    const steps = route.path.split("/").slice(2);
    return steps.flatMap((step, at): { name: string; table: string | null }[] => {
      if (!step.startsWith(":")) return [];
      const name = step.slice(1);
      if (name in WORDS) return [{ name, table: null }];
      const before = steps.slice(0, at).join("/");
      const table = NAMED_BY[before] ?? NAMED_BY[steps[at - 1] ?? ""];
      if (table === undefined)
        throw new Error(`nobody has taught what :${name} of ${route.path} names (test/security/requests.ts)`);
      return [{ name, table }];
    });
  }

  /**
   * A request; ids come from `target`, or from anywhere when it is null. With `caller`, some are the caller's own rows.
   * With `aimed`, every place that can be named is named, and nothing else narrows.
   */
  make(
    route: Route,
    dice: Dice,
    target: string | null,
    more: { readonly caller?: string | undefined; readonly aimed?: boolean } = {},
  ): Made {
    this.#own = more.caller === undefined ? null : (this.#zone.planter.owned.get(more.caller) ?? null);
    this.#aimed = more.aimed ?? false;
    let path = route.path;
    for (const { name, table: named } of this.paramTables(route)) {
      const few = AIMED_AT[route.path];
      const table = few !== undefined && dice.chance(0.5) ? few : named;
      path = path.replace(
        `:${name}`,
        table === null ? encodeURIComponent(dice.pick(WORDS[name] ?? [])) : this.#id(table, dice, target),
      );
    }
    const query = this.#query(route, dice, target);
    const url = query.length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`;
    const headers: Record<string, string> = route.method === "GET" ? {} : { "x-lianxin": "1" };
    if (route.method === "GET") return { method: "GET", url, headers };
    if (route.upload) return { method: route.method, url, ...this.#upload(route, dice, target) };
    if (!route.body) return { method: route.method, url, headers };
    const known = KNOWN_BODIES[`${route.method} ${route.path}`] ?? this.#declared(route.body);
    const body =
      known && dice.chance(0.8)
        ? known({
            dice,
            target,
            id: (table) => this.#id(table, dice, target),
            elsewhere: (table) => this.#id(table, dice, null),
          })
        : this.#value(route.body as Node, "", dice, target, 0);
    return {
      method: route.method,
      url,
      headers: { ...headers, "content-type": "application/json" },
      payload: JSON.stringify(body),
    };
  }

  /** A body that was made of declared facts says itself what it takes; what no form asks is made by its shape. */
  #declared(body: object): ((aim: Aim) => Record<string, unknown>) | undefined {
    const asks = askedBy.get(body);
    if (asks === undefined) return undefined;
    return (aim) => {
      const shaped = this.#object(body as Node, aim.dice, aim.target, 0);
      const unasked = Object.entries(shaped).filter(([key]) => !(key in asks));
      return { ...Object.fromEntries(unasked), ...validBody(asks, aim) };
    };
  }

  #upload(route: Route, dice: Dice, target: string | null): { headers: Record<string, string>; payload: Buffer } {
    const boundary = "----attack";
    const fields = Object.entries(
      (route.body ? this.#value(route.body as Node, "", dice, target, 0) : {}) as Record<string, unknown>,
    );
    const document = this.#aimed ? route.path === "/api/files" : dice.chance(0.5);
    const content = document
      ? Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.from("1 0 obj<<>>endobj\n%%EOF\n")])
      : Buffer.from(ROSTER_CSV);
    const file = document ? "决定.pdf" : `${wordOf(target ?? "a1")}党员花名册.csv`;
    const parts = [
      ...fields.map(([name, value]) =>
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`),
      ),
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${file}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ];
    return {
      headers: { "x-lianxin": "1", "content-type": `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat(parts),
    };
  }

  #query(route: Route, dice: Dice, target: string | null): [string, string][] {
    const node = route.query as Node | undefined;
    if (!node) return [];
    const register = this.#registers.get(/^\/api\/registers\/([^/]+)/.exec(route.path)?.[1] ?? "");
    const entries = Object.entries(node.properties ?? {});
    // A few conditions at a time: with all of them at once every answer would be empty.
    const share = Math.min(1, 2.5 / Math.max(1, entries.length));
    return entries.flatMap(([key, child]): [string, string][] => {
      const isRequired = node.required?.includes(key) ?? false;
      if (this.#aimed && !isRequired && key !== "org") return [];
      if (!this.#aimed && !isRequired && !dice.chance(key === "org" ? 0.4 : key === "q" ? 0.25 : share)) return [];
      const value = register ? this.#condition(register, key, dice, target) : this.#value(child, key, dice, target, 0);
      return value === null || value === undefined
        ? []
        : [[key, typeof value === "string" ? value : JSON.stringify(value)]];
    });
  }

  /** One condition of a list: sort, search, filter, count, page mark or columns, right ones and forged ones. */
  #condition(register: Register, key: string, dice: Dice, target: string | null): string {
    const field = dice.pick(register.fields);
    switch (key) {
      case "org":
        return this.#id("organization", dice, target);
      case "direct":
      case "count":
        return "1";
      case "asOf":
        return dice.pick([TODAY, BEFORE, "2025-03-02", "2030-01-01"]);
      case "q":
        return this.#words(dice, target);
      case "sort":
        return `${dice.chance(0.5) ? "-" : ""}${field.key}${dice.chance(0.2) ? ".pinyin" : ""}`;
      case "cursor":
        return Buffer.from(
          JSON.stringify([dice.pick([null, "", "0", "词", "2020-01-01"]), this.#id(register.table, dice, target)]),
        ).toString("base64url");
      case "limit":
        return dice.pick(["1", "50", "500"]);
      case "format":
        return dice.pick(["xlsx", "csv"]);
      case "columns":
        return dice.chance(0.7)
          ? register.fields
              .filter((it) => !it.sensitive)
              .map((it) => it.key)
              .join(",")
          : field.key;
    }
    const filtered = register.fields.find((it) => `f.${it.key}` === key);
    if (dice.chance(0.1)) return dice.pick(["empty", "present"]);
    switch (filtered?.filter) {
      case "code":
        return filtered.codeSet && isCodeSetName(filtered.codeSet)
          ? dice.pick(codeSet(filtered.codeSet).values as readonly string[])
          : "x";
      case "bool":
        return dice.pick(["true", "false"]);
      case "organization":
        return this.#id("organization", dice, target);
      case "range":
        return dice.pick(["2000-01-01..2027-01-01", "..2024-01-01", "0..1000", "5.."]);
      default:
        return this.#words(dice, target);
    }
  }

  #words(dice: Dice, target: string | null): string {
    const place = target ?? dice.pick(TREE).key;
    // Never a secret itself: what comes back must have come from the house.
    return dice.pick([wordOf(place), "词", "号", "zq", "%", "_", "'", "ci", "2"]);
  }

  #id(table: string, dice: Dice, target: string | null): string {
    const rows = this.#zone.planter.ids.get(table);
    const place = target ?? dice.pick(TREE).key;
    const own = this.#own?.get(table);
    if (own && dice.chance(0.4)) return dice.pick(own);
    if (table === "organization") return this.#zone.organizations.get(place) ?? "";
    const ids = rows?.get(place) ?? [...(rows?.values() ?? [])].flat();
    return ids.length === 0 ? "00000000-0000-4000-8000-000000000000" : dice.pick(ids);
  }

  #value(node: Node, key: string, dice: Dice, target: string | null, depth: number): unknown {
    if (node.const !== undefined) return node.const;
    if (node.enum) return dice.pick(node.enum);
    if (node.allOf)
      return Object.assign(
        {},
        ...node.allOf.map((it) => this.#value(it, key, dice, target, depth) as object),
      ) as unknown;
    if (node.anyOf) return this.#value(dice.pick(node.anyOf), key, dice, target, depth);
    switch (node.type) {
      case "object":
        return this.#object(node, dice, target, depth);
      case "array": {
        const least = node.minItems ?? 0;
        const count = Math.max(least, Math.min(node.maxItems ?? 3, dice.below(3) + (dice.chance(0.8) ? 1 : 0)));
        return Array.from({ length: count }, () => this.#value(node.items ?? {}, key, dice, target, depth + 1));
      }
      case "integer":
      case "number":
        return (node.minimum ?? 0) + dice.below(Math.min(20, (node.maximum ?? 20) - (node.minimum ?? 0) + 1));
      case "boolean":
        return dice.chance(0.5);
      case "null":
        return null;
    }
    return this.#text(node, key, dice, target);
  }

  #object(node: Node, dice: Dice, target: string | null, depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      const named = this.#aimed && tableOfKey(key) === "organization";
      if ((node.required?.includes(key) ?? false) || named || dice.chance(0.4))
        out[key] = this.#value(child, key, dice, target, depth + 1);
    }
    for (const child of Object.values(node.patternProperties ?? {}))
      if (dice.chance(0.5)) out["0"] = this.#value(child, "", dice, target, depth + 1);
    return out;
  }

  #text(node: Node, key: string, dice: Dice, target: string | null): string {
    const pattern = node.pattern ?? "";
    const isId = node.format === "uuid" || pattern.includes("0-9a-f]{8}") || /(Id|Ids|^org)$/.test(key);
    if (isId) return this.#id(tableOfKey(key) ?? dice.pick([...this.#zone.planter.ids.keys()]), dice, target);
    if (node.format === "date" || pattern.startsWith("^\\d{4}-") || /^(asOf|on|from|to)$|On$/.test(key))
      return dice.pick([TODAY, BEFORE, "2025-03-02"]);
    if (pattern.startsWith("^\\d{4}")) return "2025";
    if (key === "username") return `shijia-${dice.below(1e9)}`;
    const text = /reason|note/i.test(key) ? "因工作需要核对情况" : this.#words(dice, target);
    return text.padEnd(node.minLength ?? 0, "字").slice(0, node.maxLength ?? 400);
  }
}
