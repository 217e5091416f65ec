import * as crypto from "node:crypto";
import { promisify } from "node:util";

/**
 * The house's half of RSABSSA-SHA384-PSS-Randomized (RFC 9474): signing blindly, and asking whether a token was signed. All
 * work with the secret exponent is OpenSSL's, which computes in constant time and blinds once more against timing; the
 * voter's half is shared/blind-signature.ts.
 */

/** Enough for a key that lives some days: with a broken one a vote could be stuffed, but never be linked to a voter. */
const BITS = 2048;
const SALT = 48;

export interface SigningKey {
  /** PKCS #8 PEM; lives until the box is closed. */
  readonly privateKey: string;
  /** Modulus in hex; the exponent is 65537. */
  readonly publicKey: string;
}

/** A key for one box. A key shared by two boxes would let a token of one count in the other. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(crypto.generateKeyPair)("rsa", { modulusLength: BITS });
  const { n = "" } = publicKey.export({ format: "jwk" });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: Buffer.from(n, "base64url").toString("hex"),
  };
}

/** BlindSign (section 4.3); null when what was sent is no number below the modulus. */
export function blindSign(privateKey: string, blinded: string): string | null {
  const key = crypto.createPrivateKey(privateKey);
  const { n = "" } = key.export({ format: "jwk" });
  const modulus = Buffer.from(n, "base64url");
  const message = Buffer.from(blinded, "hex");
  if (message.length !== modulus.length || Buffer.compare(message, modulus) >= 0) return null;
  const padding = crypto.constants.RSA_NO_PADDING;
  const signature = crypto.privateDecrypt({ key, padding }, message);
  // A slip in the computation (a faulty memory) would give the key away, as the standard warns.
  const back = crypto.publicEncrypt({ key: crypto.createPublicKey(key), padding }, signature);
  if (!crypto.timingSafeEqual(back, message)) throw new Error("the blind signature does not fit what was signed");
  return signature.toString("hex");
}

/** Whether the signature of this token was given by the key of this box. */
export function isSigned(publicKey: string, message: string, signature: string): boolean {
  const n = Buffer.from(publicKey, "hex").toString("base64url");
  const key = crypto.createPublicKey({ format: "jwk", key: { kty: "RSA", n, e: "AQAB" } });
  const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
  return crypto.verify(
    "sha384",
    Buffer.from(message, "hex"),
    { key, padding, saltLength: SALT },
    Buffer.from(signature, "hex"),
  );
}
