import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Keyring } from "#platform/keyring.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, isDay, yearOf } from "#shared/day.ts";
import { type IdentityNumber, identityParts } from "#shared/identity-number.ts";

/**
 * The flow pass (流动党员活动证): what home stated and host countersigned of one case, and what both have logged, each
 * line signed with the Ed25519 key of the installation that wrote it. It needs no network and no common authority: the
 * keys stand in the pass, and people compare their fingerprints once (trust on first use).
 *
 *   LXP1.<base64url of deflated JSON {k: [public keys], e: [[body, key number, signature], …]}>
 *
 * A body is JSON text and is signed exactly as it stands, so nothing needs to be put in a canonical order.
 */
const MARK = "LXP1.";
/** Before the body in what is signed, so that no signature of the house over anything else can be taken for one of a pass. */
const DOMAIN = "lianxin flow pass 1\n";
/** A pass of ten years of weekly entries stays far below; more is an attack on memory. */
const MOST_BYTES = 512 * 1024;
const MOST_ENTRIES = 2_000;
const LONGEST_TEXT = 1_000;

export const SIDES = ["home", "host", "member"] as const;
export type Side = (typeof SIDES)[number];
export type EntryKind = ReturnType<typeof codeSet<"floating_entry_kind">>["values"][number];

/** One line of the log, as it is signed and travels. */
export interface EntryBody {
  readonly id: string;
  readonly caseId: string;
  readonly kind: EntryKind;
  readonly on: Day;
  readonly side: Side;
  readonly by: string;
  readonly content: string;
  readonly way?: string;
  readonly reached?: boolean;
  readonly hours?: number;
  readonly grade?: string;
  /** Of `issued`: what home states of the member. */
  readonly statement?: Statement;
  /** Of `countersigned`: who takes the member in. */
  readonly host?: { readonly name: string; readonly contact: string };
}

export interface Statement {
  readonly name: string;
  readonly gender: string;
  readonly birthYear: number | null;
  readonly home: string;
  readonly homeContact: string;
  readonly leftOn: Day;
  readonly expiresOn: Day;
  readonly scope: string;
  readonly reason: string;
  readonly destination: string;
}

export interface SignedEntry {
  readonly entry: EntryBody;
  readonly body: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** Why a pass is refused. */
export type PassFault = "unreadable" | "altered" | "mixed" | "unissued";

export class BadPass extends Error {
  override readonly name = "BadPass";
  readonly fault: PassFault;
  constructor(fault: PassFault) {
    super(`flow pass: ${fault}`);
    this.fault = fault;
  }
}

/** Signs one line with the key of this installation. */
export function signEntry(keyring: Keyring, entry: EntryBody): SignedEntry {
  const body = JSON.stringify(entry);
  const signature = keyring.sign(Buffer.from(DOMAIN + body, "utf8")).toString("base64url");
  return { entry, body, publicKey: keyring.publicKeys[0] ?? "", signature };
}

/** The compact text of a pass. */
export function writePass(entries: readonly Omit<SignedEntry, "entry">[]): string {
  const keys = [...new Set(entries.map((it) => it.publicKey))];
  const content = {
    k: keys,
    e: entries.map((it) => [it.body, keys.indexOf(it.publicKey), it.signature]),
  };
  return MARK + deflateRawSync(Buffer.from(JSON.stringify(content), "utf8"), { level: 9 }).toString("base64url");
}

export interface Pass {
  readonly caseId: string;
  /** The newest statement of home; its key is the issuer's. */
  readonly statement: Statement;
  readonly issuedOn: Day;
  readonly issuer: string;
  /** Keys of hosts that countersigned, with the name each gave itself. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly entries: readonly SignedEntry[];
}

/**
 * Reads a pass and checks everything that can be checked without knowing anybody: every signature, that all lines
 * belong to one case, that home's lines carry the issuer's key and the host's lines the key of a countersignature.
 * Throws BadPass.
 */
export function readPass(text: string): Pass {
  const entries = unpack(text).map(verified);
  const caseId = entries[0]?.entry.caseId;
  if (caseId === undefined) throw new BadPass("unreadable");
  if (entries.some((it) => it.entry.caseId !== caseId)) throw new BadPass("mixed");
  const issued = entries
    .filter((it) => it.entry.kind === "issued" && it.entry.side === "home" && it.entry.statement !== undefined)
    .toSorted((a, b) => (a.entry.on < b.entry.on ? -1 : a.entry.on > b.entry.on ? 1 : a.entry.id < b.entry.id ? -1 : 1))
    .at(-1);
  if (issued?.entry.statement === undefined) throw new BadPass("unissued");
  const hosts = new Map(
    entries.flatMap((it) =>
      it.entry.kind === "countersigned" && it.entry.side === "host" && it.entry.host
        ? [[it.publicKey, it.entry.host.name] as const]
        : [],
    ),
  );
  for (const it of entries) {
    const allowed = it.entry.side === "host" ? hosts.has(it.publicKey) : it.publicKey === issued.publicKey;
    if (!allowed) throw new BadPass("mixed");
  }
  return {
    caseId,
    statement: issued.entry.statement,
    issuedOn: issued.entry.on,
    issuer: issued.publicKey,
    hosts,
    entries,
  };
}

/** Both logs in one: each line once, by day; lines of one day in the order of their ids. Nothing can contradict. */
export function mergeLogs<T extends { readonly entry: Pick<EntryBody, "id" | "on"> }>(
  a: readonly T[],
  b: readonly T[],
): T[] {
  const all = new Map([...b, ...a].map((it) => [it.entry.id, it]));
  return [...all.values()].toSorted((x, y) => {
    const [left, right] = [`${x.entry.on} ${x.entry.id}`, `${y.entry.on} ${y.entry.id}`];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

/** What people compare by telephone: the first half of the hash of a key, in groups of four. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash("sha256").update("lianxin pass key ").update(Buffer.from(publicKey, "base64url"));
  return (hash.digest("hex").slice(0, 32).match(/.{4}/g) ?? []).join(" ");
}

/** What a pass says of its member out of the identity number; nothing else of the number goes into a pass (decision 12). */
export function statedOf(number: IdentityNumber): Pick<Statement, "gender" | "birthYear"> {
  const { sex, birth } = identityParts(number);
  return { gender: sex, birthYear: yearOf(birth) };
}

/**
 * Whether the number on an identity card can be that of the member whom home describes: it agrees in sex and year of birth,
 * where home states them. That the card is this member's, people see by the name and the face.
 */
export function agrees(statement: Pick<Statement, "gender" | "birthYear">, number: IdentityNumber): boolean {
  const { gender, birthYear } = statedOf(number);
  return (
    (statement.birthYear === null || statement.birthYear === birthYear) &&
    (statement.gender === gender || !(statement.gender === "male" || statement.gender === "female"))
  );
}

/** What statements of the first form said out of the number, by which it could be guessed. */
const FORMER = ["numberMask", "salt", "proof"] as const;

/** Whether a line is a statement of the first form: such a line is read, but never written down anew. */
export const ofFormerForm = (body: Pick<EntryBody, "statement">): boolean =>
  FORMER.some((key) => body.statement !== undefined && key in body.statement);

function unpack(text: string): { body: string; publicKey: string; signature: string }[] {
  const trimmed = text.replace(/\s+/g, "");
  if (!trimmed.startsWith(MARK)) throw new BadPass("unreadable");
  let content: unknown;
  try {
    const packed = Buffer.from(trimmed.slice(MARK.length), "base64url");
    content = JSON.parse(inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString("utf8"));
  } catch {
    // Whatever is wrong with it, a pass that cannot be unpacked cannot be read.
    throw new BadPass("unreadable");
  }
  if (!isRecord(content) || !Array.isArray(content["k"]) || !Array.isArray(content["e"]))
    throw new BadPass("unreadable");
  const keys: unknown[] = content["k"];
  const lines: unknown[] = content["e"];
  if (lines.length > MOST_ENTRIES) throw new BadPass("unreadable");
  return lines.map((line) => {
    if (!Array.isArray(line)) throw new BadPass("unreadable");
    const [body, at, signature] = line as unknown[];
    const publicKey = typeof at === "number" ? keys[at] : undefined;
    if (typeof body !== "string" || typeof publicKey !== "string" || typeof signature !== "string")
      throw new BadPass("unreadable");
    return { body, publicKey, signature };
  });
}

function verified(it: { body: string; publicKey: string; signature: string }): SignedEntry {
  const data = Buffer.from(DOMAIN + it.body, "utf8");
  if (!verify(null, data, keyOf(it.publicKey), Buffer.from(it.signature, "base64url"))) throw new BadPass("altered");
  return { ...it, entry: entryOf(it.body) };
}

function keyOf(publicKey: string): KeyObject {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  } catch {
    // No key at all: then nothing it is said to have signed can be believed.
    throw new BadPass("altered");
  }
}

const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A signature says who wrote a line, not that it makes sense: its shape is checked like any other input. */
function entryOf(body: string): EntryBody {
  let it: unknown;
  try {
    it = JSON.parse(body);
  } catch {
    throw new BadPass("unreadable");
  }
  const text = (value: unknown): value is string =>
    typeof value === "string" && value.length <= LONGEST_TEXT && !value.includes("\0") && value.isWellFormed();
  const optional = (value: unknown): boolean => value === undefined || text(value);
  if (
    !isRecord(it) ||
    ![it["id"], it["caseId"]].every((id) => typeof id === "string" && UUID.test(id)) ||
    !codeSet("floating_entry_kind").has(it["kind"]) ||
    !isDay(it["on"]) ||
    !SIDES.some((side) => side === (it as Record<string, unknown>)["side"]) ||
    !text(it["by"]) ||
    !text(it["content"]) ||
    !optional(it["way"]) ||
    !optional(it["grade"]) ||
    !(it["reached"] === undefined || typeof it["reached"] === "boolean") ||
    !(
      it["hours"] === undefined ||
      (Number.isInteger(it["hours"]) && Number(it["hours"]) > 0 && Number(it["hours"]) <= 400)
    )
  )
    throw new BadPass("unreadable");
  const { statement, host } = it;
  if (statement !== undefined) {
    if (!isRecord(statement)) throw new BadPass("unreadable");
    const { birthYear, ...texts } = statement;
    const words = ["name", "gender", "home", "homeContact", "scope", "reason", "destination"];
    if (
      !words.every((key) => text(texts[key])) ||
      !FORMER.every((key) => optional(texts[key])) ||
      !isDay(texts["leftOn"]) ||
      !isDay(texts["expiresOn"]) ||
      !(birthYear === null || (Number.isInteger(birthYear) && Number(birthYear) > 1800 && Number(birthYear) < 2200)) ||
      !codeSet("sex").has(texts["gender"]) ||
      !codeSet("floating_scope").has(texts["scope"]) ||
      !codeSet("floating_reason").has(texts["reason"])
    )
      throw new BadPass("unreadable");
  }
  if (host !== undefined && !(isRecord(host) && text(host["name"]) && text(host["contact"])))
    throw new BadPass("unreadable");
  return it as unknown as EntryBody;
}
