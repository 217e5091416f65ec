import { createHash, randomBytes, randomInt } from "node:crypto";
import type { House } from "#platform/house.ts";
import { fold } from "#shared/text.ts";

/** 256 random bits as base64url: a session or a device. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Letters and digits that cannot be taken for one another when read out or written down. */
const CLEAR = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

/** A one-time password of 16 clear characters in groups, about 93 bits; always with upper, lower and digit. */
export function newOneTimePassword(): string {
  for (;;) {
    const text = Array.from({ length: 16 }, () => CLEAR[randomInt(CLEAR.length)]).join("");
    if (/[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)) return (text.match(/.{4}/g) ?? []).join("-");
  }
}

/** The key under which a user name is unique and found. */
export const usernameKey = (name: string): string => fold(name).toLowerCase();

/** A phone number as digits, without +86, spaces and hyphens; null when it is none. */
export function phoneDigits(text: string): string | null {
  const digits = fold(text)
    .replace(/[\s-]/g, "")
    .replace(/^\+?86(?=1\d{10}$)/, "");
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}

export const phoneIndex = (house: House, digits: string): string => house.keyring.blindIndex("account-phone", digits);
