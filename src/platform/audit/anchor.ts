import * as fs from "node:fs";
import { dirname, join } from "node:path";

/**
 * The last seal, written down outside the database: whoever cuts off the end of the audit, seals and all, would otherwise leave a
 * chain that is sound and only shorter.
 */
export interface Anchor {
  readonly number: number;
  /** Hex. */
  readonly hash: string;
  readonly sealedAt: string;
}

export const anchorFileOf = (dataFolder: string): string => join(dataFolder, "audit-anchor.json");

/** Null when there is none; throws when the file is not an anchor. */
export function readAnchor(file: string): Anchor | null {
  if (!fs.existsSync(file)) return null;
  const read: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
  if (typeof read !== "object" || read === null || !("number" in read) || !("hash" in read) || !("sealedAt" in read)) {
    throw new Error(`${file} is not an anchor of the audit`);
  }
  const { number, hash, sealedAt } = read;
  if (typeof number !== "number" || typeof hash !== "string" || typeof sealedAt !== "string") {
    throw new Error(`${file} is not an anchor of the audit`);
  }
  return { number, hash, sealedAt };
}

export function writeAnchor(file: string, anchor: Anchor): void {
  fs.mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  fs.writeFileSync(beside, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
  fs.renameSync(beside, file);
}
