import { createHash, createPrivateKey, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { blind, newBlinding, unblind } from "#shared/blind-signature.ts";
import { sha384 } from "#shared/sha384.ts";
import * as fc from "#test/properties.ts";
import { blindSign, isSigned, makeSigningKey } from "./blind.ts";
import { VECTOR } from "./rfc9474.fixture.ts";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const base64 = (it: bigint): string => {
  const hex = it.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex").toString("base64url");
};

/** The inverse by Euclid, told here once more so that the product's own is not its own witness. */
function inverse(of: bigint, n: bigint): bigint {
  let [a, b, x, y] = [of, n, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % n) + n) % n;
}

describe("the vectors of RFC 9474", () => {
  const [p, q] = [number(VECTOR.p), number(VECTOR.q)];
  const n = p * q;
  const modulus = n.toString(16);
  const d = inverse(65_537n, (p - 1n) * (q - 1n));
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "RSA",
      n: base64(n),
      e: "AQAB",
      d: base64(d),
      p: base64(p),
      q: base64(q),
      dp: base64(d % (p - 1n)),
      dq: base64(d % (q - 1n)),
      qi: base64(inverse(q, p)),
    },
  })
    .export({ type: "pkcs8", format: "pem" })
    .toString();
  const r = inverse(number(VECTOR.inverse), n);

  describe.each([
    ["RSABSSA-SHA384-PSS-Randomized", VECTOR.prefix + VECTOR.message, VECTOR.randomized],
    ["RSABSSA-SHA384-PSS-Deterministic", VECTOR.message, VECTOR.deterministic],
  ])("%s", (_, prepared, wanted) => {
    const it = blind(modulus, bytes(prepared), bytes(VECTOR.salt), r);
    test("Blind", () => {
      expect(it.blinded).toBe(wanted.blinded);
      expect(it.inverse).toBe(VECTOR.inverse);
    });
    test("BlindSign", () => {
      expect(blindSign(key, wanted.blinded)).toBe(wanted.blindSignature);
    });
    test("Finalize and Verify", () => {
      expect(unblind(modulus, it, wanted.blindSignature)).toBe(wanted.signature);
      expect(isSigned(modulus, prepared, wanted.signature)).toBe(true);
    });
  });
});

test("SHA-384 is that of OpenSSL, at every length around the ends of blocks", () => {
  for (const length of [0, 1, 3, 55, 110, 111, 112, 113, 127, 128, 129, 239, 240, 256, 1000]) {
    const message = randomBytes(length);
    expect(Buffer.from(sha384(message)).toString("hex")).toBe(createHash("sha384").update(message).digest("hex"));
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (message) => {
      expect(Buffer.from(sha384(message)).toString("hex")).toBe(createHash("sha384").update(message).digest("hex"));
    }),
  );
});

describe("a token", () => {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

  test("is signed unseen, and counts for its own key only", async () => {
    const [one, other] = await Promise.all([makeSigningKey(), makeSigningKey()]);
    const it = newBlinding(one.publicKey, random);
    const signature = unblind(one.publicKey, it, blindSign(one.privateKey, it.blinded) ?? "");
    expect(isSigned(one.publicKey, it.message, signature)).toBe(true);
    expect(isSigned(other.publicKey, it.message, signature)).toBe(false);
    expect(isSigned(one.publicKey, newBlinding(one.publicKey, random).message, signature)).toBe(false);
    // What the house saw is in nothing that is cast.
    expect(`${it.message}${signature}`).not.toContain(it.blinded.slice(0, 32));
  });

  test("refuses a signature of something else, by which it could be marked", async () => {
    const key = await makeSigningKey();
    const it = newBlinding(key.publicKey, random);
    const elsewhere = blindSign(key.privateKey, newBlinding(key.publicKey, random).blinded) ?? "";
    expect(() => unblind(key.publicKey, it, elsewhere)).toThrow(/not of this token/);
  });

  test("numbers that are none of the key are not signed", async () => {
    const { privateKey, publicKey } = await makeSigningKey();
    for (const wrong of ["", "00", publicKey, "f".repeat(512), `${publicKey}00`])
      expect(blindSign(privateKey, wrong)).toBeNull();
  });
});
