import { createHash, createPrivateKey } from "node:crypto";
import { FileKeyring } from "#platform/audit/keyring.ts";

/** What stands before the thirty-two bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Keys that follow from a word: whoever copies a kept test database opens what was sealed in it, in whatever run. They
 * protect nothing, and no house but those of tests may have them.
 */
export function knownKeys(word: string): FileKeyring {
  const secret = (purpose: string): Buffer => createHash("sha256").update(`${word} ${purpose}`).digest();
  const signing = createPrivateKey({
    key: Buffer.concat([ED25519, secret("signing")]),
    format: "der",
    type: "pkcs8",
  });
  return new FileKeyring({
    data: new Map([["1-00000000", secret("data")]]),
    index: secret("index"),
    signing: new Map([["1-00000000", signing]]),
  });
}
