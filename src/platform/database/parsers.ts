import { type CustomTypesConfig, types } from "pg";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

/** Object identifiers of PostgreSQL's own types: fixed numbers, the same on every server. */
const OID = {
  int8: 20,
  date: 1082,
  numeric: 1700,
  int8Array: 1016,
  dateArray: 1182,
  numericArray: 1231,
  textArray: 1009,
};

/** A count or amount that a number cannot hold exactly is refused, never rounded. */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new DatabaseRefusal(zh.unsafeInteger(text));
  return value;
}

const text = (it: string) => it;
/** The driver's own; its type wants members of an enum where it takes any object identifier. */
const driverParser: (oid: number, format: "text" | "binary") => (it: string) => unknown = types.getTypeParser;
const textArray = driverParser(OID.textArray, "text") as (it: string) => (string | null)[];

const pinned = new Map<number, (it: string) => unknown>([
  [OID.int8, safeInteger],
  [OID.date, text],
  [OID.numeric, text],
  [OID.int8Array, (it) => textArray(it).map((each) => (each === null ? null : safeInteger(each)))],
  [OID.dateArray, textArray],
  [OID.numericArray, textArray],
]);

/**
 * What the driver hands over, pinned here for every connection: date → text `YYYY-MM-DD`, int8 → number or an error
 * when it does not fit, numeric → text, timestamptz → Date, jsonb → parsed, ranges → text. Passed to each pool rather
 * than set on the driver, so that loading order cannot change what a query returns.
 */
export const parsers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : pinned.get(oid)) ?? driverParser(oid, format ?? "text"),
};
