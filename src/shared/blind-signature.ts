import { sha384 } from "./sha384.ts";

/**
 * The voter's half of RSABSSA-SHA384-PSS-Randomized (RFC 9474): a token that the house signs without seeing it. The blinded
 * number that the house sees is uniformly random whatever the token is, so that no later computation, by whomever, can tell
 * which token was signed for whom. Runs in the browser and in the server's tests; randomness comes from outside.
 *
 * Numbers of unlimited size are not computed in constant time here. What an onlooker with a clock could learn is about the
 * voter's own blinding number, on the voter's own device, used once; the house's secret exponent is never here (the signing
 * is OpenSSL's, see platform/anonymous/blind.ts).
 */

/** Bytes from a cryptographic source. */
export type Randomness = (length: number) => Uint8Array;

/** The public key of a box: the modulus in hex; the exponent is 65537. */
export type Modulus = string;

const EXPONENT = 65_537n;
const HASH = 48;
const SALT = 48;
const PREFIX = 32;
const NONCE = 32;

/** What the voter keeps between asking for the signature and casting; all in hex. */
export interface Blinding {
  /** 32 random bytes before the token's own 32 (RFC 9474, section 4.1). */
  readonly message: string;
  readonly encoded: string;
  readonly inverse: string;
  /** What the house signs. */
  readonly blinded: string;
}

/** A fresh token, blinded for the key. */
export function newBlinding(modulus: Modulus, random: Randomness): Blinding {
  const n = numberOf(modulus);
  const message = joined(random(PREFIX), random(NONCE));
  for (;;) {
    const r = bytesToNumber(random(modulus.length / 2));
    // Cut at n, so that every number below it is as likely as another.
    if (r >= n || r === 0n) continue;
    return blind(modulus, message, random(SALT), r);
  }
}

/** Blind (RFC 9474, section 4.2) with the salt and the blinding number given. */
export function blind(modulus: Modulus, message: Uint8Array, salt: Uint8Array, r: bigint): Blinding {
  const n = numberOf(modulus);
  const encoded = encodePss(message, salt, n.toString(2).length - 1);
  const m = bytesToNumber(encoded);
  return {
    message: toHex(message),
    encoded: hexOf(m, modulus.length),
    inverse: hexOf(inverseOf(r, n), modulus.length),
    blinded: hexOf((m * power(r, EXPONENT, n)) % n, modulus.length),
  };
}

/**
 * Finalize (RFC 9474, section 4.4): the signature of the token. Throws when the house signed something else: such a token
 * could mark the voter.
 */
export function unblind(modulus: Modulus, it: Blinding, blindSignature: string): string {
  const n = numberOf(modulus);
  const signature = (numberOf(blindSignature) * numberOf(it.inverse)) % n;
  if (power(signature, EXPONENT, n) !== numberOf(it.encoded)) throw new Error("the signature is not of this token");
  return hexOf(signature, modulus.length);
}

/** EMSA-PSS-ENCODE (RFC 8017, section 9.1.1) with SHA-384 and MGF1 over it. */
export function encodePss(message: Uint8Array, salt: Uint8Array, bits: number): Uint8Array {
  const length = Math.ceil(bits / 8);
  if (length < HASH + salt.length + 2) throw new Error("the key is too short");
  const hash = sha384(joined(new Uint8Array(8), sha384(message), salt));
  const block = new Uint8Array(length - HASH - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = maskOf(hash, block.length);
  const masked = block.map((byte, at) => byte ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  return joined(masked, hash, Uint8Array.of(0xbc));
}

function maskOf(seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at * HASH < length; at += 1)
    parts.push(sha384(joined(seed, Uint8Array.of(at >> 24, at >> 16, at >> 8, at))));
  return joined(...parts).subarray(0, length);
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let out = 1n;
  let square = base % n;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) out = (out * square) % n;
    square = (square * square) % n;
  }
  return out;
}

/** By Euclid; throws when there is none, which would have found a factor of the key. */
function inverseOf(of: bigint, n: bigint): bigint {
  let [a, b] = [of % n, n];
  let [x, y] = [1n, 0n];
  while (b > 0n) {
    const times = a / b;
    [a, b] = [b, a - times * b];
    [x, y] = [y, x - times * y];
  }
  if (a !== 1n) throw new Error("the number has no inverse");
  return ((x % n) + n) % n;
}

const numberOf = (hex: string): bigint => BigInt(`0x${hex}`);
const hexOf = (it: bigint, length: number): string => it.toString(16).padStart(length, "0");
const bytesToNumber = (bytes: Uint8Array): bigint => numberOf(toHex(bytes));
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
