import { Secret, TOTP } from "otpauth";
import type { House } from "#platform/house.ts";

/** Codes of a phone's authenticator (RFC 6238): six digits, thirty seconds, SHA-1 as every authenticator has it. */
const STEP_SECONDS = 30;
/** One step before and after, for clocks that are a little off. */
const WINDOW = 1;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says. */
export function factorUri(secret: string, accountName: string): string {
  return totp(secret, accountName).toString();
}

const totp = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: "连心",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(secret),
  });

/** The time step that a code belongs to, when it is right and later than the last one used; else null. */
export function stepOf(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const delta = totp(secret, "").validate({ token: code.replace(/\s/g, ""), timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** The code of a moment, for tests and for the demo. */
export function codeAt(secret: string, now: Date): string {
  return totp(secret, "").generate({ timestamp: now.getTime() });
}

const place = (accountId: string, column: "totp_cipher" | "totp_pending_cipher") => ({
  table: "credential",
  column,
  row: accountId,
});

export const sealSecret = (
  house: House,
  accountId: string,
  column: "totp_cipher" | "totp_pending_cipher",
  secret: string,
): string => house.keyring.seal(secret, place(accountId, column));
export const openSecret = (
  house: House,
  accountId: string,
  column: "totp_cipher" | "totp_pending_cipher",
  cipher: string,
): string => house.keyring.open(cipher, place(accountId, column));
