import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import type { Keyring } from "#platform/keyring.ts";
import { KeyRefusal, readKeyFolder, writeKeyFile } from "./key-folder.ts";
import { keysZh } from "./zh.ts";

/**
 * The house's keys, from one folder of files (0600):
 *
 *   data-<id>.key     32 bytes, AES-256-GCM. Several may lie there: the highest number seals, all open.
 *   index.key         32 bytes, from which one HMAC key per kind of value is derived. Never rotated: every index hangs on it.
 *   signing-<id>.pem  Ed25519. The highest number signs; all verify.
 *
 * An id is `<number>-<first eight hex digits of a fingerprint>`, so that the same number in another house's folder is
 * another key and never mistaken for ours.
 */
export class FileKeyring implements Keyring {
  readonly #data: ReadonlyMap<string, KeyObject>;
  readonly #sealing: { readonly id: string; readonly key: KeyObject };
  readonly #index: Buffer;
  readonly #indexKeys = new Map<string, KeyObject>();
  readonly #signing: ReadonlyMap<string, { readonly secret: KeyObject; readonly open: KeyObject }>;
  readonly #secret: KeyObject;
  readonly signingKeyId: string;
  readonly publicKeys: readonly string[];
  readonly sealingKeyId: string;

  constructor(keys: {
    readonly data: ReadonlyMap<string, Buffer>;
    readonly index: Buffer;
    readonly signing: ReadonlyMap<string, KeyObject>;
  }) {
    this.#data = new Map([...keys.data].map(([id, key]) => [id, createSecretKey(key)]));
    this.#index = keys.index;
    const sealing = newest(this.#data);
    this.#sealing = { id: sealing[0], key: sealing[1] };
    this.sealingKeyId = sealing[0];
    this.#signing = new Map([...keys.signing].map(([id, secret]) => [id, { secret, open: createPublicKey(secret) }]));
    const signing = newest(keys.signing);
    this.signingKeyId = signing[0];
    this.#secret = signing[1];
    const publicOf = (secret: KeyObject): string => createPublicKey(secret).export({ format: "jwk" }).x ?? "";
    const others = [...keys.signing.values()].filter((it) => it !== this.#secret);
    this.publicKeys = [this.#secret, ...others].map(publicOf);
  }

  seal(plain: string, place: { table: string; column: string; row: string }): string {
    const sealed = encrypt(this.#sealing.key, Buffer.from(plain, "utf8"), textPlace(place));
    return `${TEXT_PREFIX}${this.#sealing.id}.${sealed.toString("base64url")}`;
  }

  open(envelope: string, place: { table: string; column: string; row: string }): string {
    if (!envelope.startsWith(TEXT_PREFIX)) throw new SealBroken("unknown version or algorithm of an envelope");
    const dot = envelope.indexOf(".", TEXT_PREFIX.length);
    const key = this.#dataKey(envelope.slice(TEXT_PREFIX.length, dot));
    return decrypt(key, Buffer.from(envelope.slice(dot + 1), "base64url"), textPlace(place)).toString("utf8");
  }

  sealBytes(plain: Buffer, place: string): Buffer {
    const id = Buffer.from(this.#sealing.id, "ascii");
    const head = Buffer.from([BYTES_VERSION, BYTES_ALGORITHM, id.length]);
    return Buffer.concat([head, id, encrypt(this.#sealing.key, plain, bytesPlace(place))]);
  }

  openBytes(envelope: Buffer, place: string): Buffer {
    if (envelope[0] !== BYTES_VERSION || envelope[1] !== BYTES_ALGORITHM) {
      throw new SealBroken("unknown version or algorithm of an envelope");
    }
    const end = 3 + (envelope[2] ?? 0);
    return decrypt(
      this.#dataKey(envelope.subarray(3, end).toString("ascii")),
      envelope.subarray(end),
      bytesPlace(place),
    );
  }

  blindIndex(kind: string, value: string): string {
    let key = this.#indexKeys.get(kind);
    if (!key) {
      const derived = hkdfSync("sha256", this.#index, Buffer.alloc(0), `lianxin blind index ${kind}`, 32);
      key = createSecretKey(Buffer.from(derived));
      this.#indexKeys.set(kind, key);
    }
    return createHmac("sha256", key).update(value, "utf8").digest("base64url");
  }

  sign(data: Buffer): Buffer {
    return sign(null, data, this.#secret);
  }

  verify(data: Buffer, signature: Buffer, keyId: string): boolean {
    const key = this.#signing.get(keyId);
    return key !== undefined && verify(null, data, key.open, signature);
  }

  /** What identifies each key without revealing it: the database remembers these, to notice a wrong or missing folder. */
  fingerprints(): {
    readonly id: string;
    readonly purpose: "data" | "index" | "signing";
    readonly fingerprint: string;
  }[] {
    return [
      ...[...this.#data].map(([id, key]) => ({ id, purpose: "data" as const, fingerprint: fingerprint(key.export()) })),
      { id: "index", purpose: "index" as const, fingerprint: fingerprint(this.#index) },
      ...[...this.#signing].map(([id, { open }]) => ({
        id,
        purpose: "signing" as const,
        fingerprint: fingerprint(open.export({ type: "spki", format: "der" })),
      })),
    ];
  }

  #dataKey(id: string): KeyObject {
    const key = this.#data.get(id);
    if (!key) throw new SealBroken(`sealed by key ${id}, which is not in the key folder`);
    return key;
  }
}

/** An envelope was changed, moved to another place, or sealed by a key we do not hold. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/**
 * Opens the keys of a folder, making whatever is missing on the first start. Throws a KeyRefusal with a Chinese sentence when others
 * than the owner may read it, or when a file in it is not what its name says.
 *
 * @param options.make false for programs that must not start a new house by accident (restore): a folder without keys is then refused.
 */
export function openKeyring(folder: string, options: { readonly make?: boolean } = {}): FileKeyring {
  const files = readKeyFolder(folder);
  const data = new Map<string, Buffer>();
  const signing = new Map<string, KeyObject>();
  let index: Buffer | null = null;
  for (const { name, content } of files) {
    const dataId = /^data-(\d+-[0-9a-f]{8})\.key$/.exec(name)?.[1];
    const signingId = /^signing-(\d+-[0-9a-f]{8})\.pem$/.exec(name)?.[1];
    if (dataId !== undefined) data.set(dataId, named(dataId, secretOf(name, content), name));
    else if (signingId !== undefined) signing.set(signingId, signingKeyOf(signingId, name, content));
    else if (name === "index.key") index = secretOf(name, content);
  }
  const empty = data.size === 0 && signing.size === 0 && index === null;
  if (!empty && (data.size === 0 || signing.size === 0 || index === null))
    throw new KeyRefusal(keysZh.incomplete(folder));
  if (empty && options.make === false) throw new KeyRefusal(keysZh.none(folder));
  if (empty) {
    addDataKey(folder, data);
    addSigningKey(folder, signing);
    index = randomBytes(32);
    writeKeyFile(folder, "index.key", `${index.toString("base64url")}\n`);
  }
  return new FileKeyring({ data, index: index as Buffer, signing });
}

/** Adds a newer data key and a newer signing key; the former ones stay, to open and to verify. */
export function rotateKeys(folder: string): FileKeyring {
  openKeyring(folder, { make: false });
  const ids = readKeyFolder(folder).map(({ name }) => name);
  const numbers = (kind: string) =>
    new Map(ids.flatMap((name) => (name.startsWith(kind) ? [[name.slice(kind.length), null] as const] : [])));
  addDataKey(folder, new Map(), lastNumber(numbers("data-")) + 1);
  addSigningKey(folder, new Map(), lastNumber(numbers("signing-")) + 1);
  return openKeyring(folder, { make: false });
}

/** A keyring in memory, for tests and for programs that only need the shape. */
export function temporaryKeyring(): FileKeyring {
  const { privateKey } = generateKeyPairSync("ed25519");
  return new FileKeyring({
    data: new Map([["1-00000000", randomBytes(32)]]),
    index: randomBytes(32),
    signing: new Map([["1-00000000", privateKey]]),
  });
}

const TEXT_PREFIX = "v1.a256gcm.";
const BYTES_VERSION = 1;
const BYTES_ALGORITHM = 1;
const NONCE = 12;
const TAG = 16;

const textPlace = (place: { table: string; column: string; row: string }): Buffer =>
  Buffer.from(`${TEXT_PREFIX}|${place.table}|${place.column}|${place.row}`, "utf8");
const bytesPlace = (place: string): Buffer => Buffer.from(`b1|${place}`, "utf8");

/** Random bytes are fetched for many nonces at once: the call into the system costs more than the cipher itself. */
let pool = Buffer.alloc(0);
let used = 0;
function nonce(): Buffer {
  if (used + NONCE > pool.length) {
    pool = randomBytes(NONCE * 1_024);
    used = 0;
  }
  used += NONCE;
  return pool.subarray(used - NONCE, used);
}

function encrypt(key: KeyObject, plain: Buffer, place: Buffer): Buffer {
  const start = nonce();
  const cipher = createCipheriv("aes-256-gcm", key, start);
  cipher.setAAD(place);
  return Buffer.concat([start, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Buffer, place: Buffer): Buffer {
  if (sealed.length < NONCE + TAG) throw new SealBroken("an envelope is too short");
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  cipher.setAAD(place);
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(NONCE, sealed.length - TAG)), cipher.final()]);
  } catch (error) {
    throw new SealBroken("an envelope was changed or does not belong here", { cause: error });
  }
}

function newest<T>(keys: ReadonlyMap<string, T>): [string, T] {
  const last = [...keys].sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1);
  if (!last) throw new Error("a keyring has at least one key of each kind");
  return last;
}

const lastNumber = (keys: ReadonlyMap<string, unknown>): number =>
  Math.max(0, ...[...keys.keys()].map((id) => Number.parseInt(id, 10)));

function fingerprint(secret: Buffer): string {
  return createHash("sha256").update("lianxin key ").update(secret).digest("hex").slice(0, 32);
}

function named(id: string, secret: Buffer, name: string): Buffer {
  if (!id.endsWith(`-${fingerprint(secret).slice(0, 8)}`)) throw new KeyRefusal(keysZh.damaged(name));
  return secret;
}

function secretOf(name: string, content: string): Buffer {
  const secret = Buffer.from(content.trim(), "base64url");
  if (secret.length !== 32) throw new KeyRefusal(keysZh.damaged(name));
  return secret;
}

function signingKeyOf(id: string, name: string, content: string): KeyObject {
  try {
    const key = createPrivateKey(content);
    named(id, createPublicKey(key).export({ type: "spki", format: "der" }), name);
    return key;
  } catch (error) {
    throw new KeyRefusal(keysZh.damaged(name), { cause: error });
  }
}

function addDataKey(folder: string, data: Map<string, Buffer>, number = 1): void {
  const key = randomBytes(32);
  const id = `${number}-${fingerprint(key).slice(0, 8)}`;
  writeKeyFile(folder, `data-${id}.key`, `${key.toString("base64url")}\n`);
  data.set(id, key);
}

function addSigningKey(folder: string, signing: Map<string, KeyObject>, number = 1): void {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const id = `${number}-${fingerprint(publicKey.export({ type: "spki", format: "der" })).slice(0, 8)}`;
  writeKeyFile(folder, `signing-${id}.pem`, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  signing.set(id, privateKey);
}
