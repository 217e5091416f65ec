import type { Keyring } from "#platform/keyring.ts";
import { maskPhone } from "#shared/masks.ts";

/** The columns of `person` that hold personal data: sealed, with a blind index where people are looked up by them. */
export type SensitiveField = "idNumber" | "mobile" | "address" | "registeredAddress";

export const SENSITIVE_COLUMNS = {
  idNumber: { cipher: "idNumberCipher", column: "id_number_cipher", term: "公民身份号码" },
  mobile: { cipher: "mobileCipher", column: "mobile_cipher", term: "手机号码" },
  address: { cipher: "addressCipher", column: "address_cipher", term: "家庭住址" },
  registeredAddress: { cipher: "registeredAddressCipher", column: "registered_address_cipher", term: "户籍所在地" },
} as const satisfies Record<SensitiveField, { cipher: string; column: string; term: string }>;

export const idNumberIndex = (keyring: Keyring, number: string): string => keyring.blindIndex("id_number", number);
export const mobileIndex = (keyring: Keyring, number: string): string => keyring.blindIndex("mobile", number);

/**
 * Columns of `person` for plain values: envelope and blind index, and the mask of a phone. Of an identity number no part is
 * kept in plain. Values that are not given are left out.
 */
export function sealedColumns(
  keyring: Keyring,
  personId: string,
  plain: Readonly<Partial<Record<SensitiveField, string | null>>>,
  /** The blind index of the identity number, where it has been worked out already. */
  knownIndex: string | null = null,
): Record<string, string | null> {
  const columns: Record<string, string | null> = {};
  for (const field of ["idNumber", "mobile", "address", "registeredAddress"] as const) {
    const value = plain[field];
    if (value === undefined) continue;
    const { cipher, column } = SENSITIVE_COLUMNS[field];
    columns[cipher] = value === null ? null : keyring.seal(value, { table: "person", column, row: personId });
    if (field === "idNumber") {
      columns["idNumberIndex"] = value === null ? null : (knownIndex ?? idNumberIndex(keyring, value));
    }
    if (field === "mobile") {
      columns["mobileIndex"] = value === null ? null : mobileIndex(keyring, value);
      columns["mobileMask"] = value === null ? null : maskPhone(value);
    }
  }
  return columns;
}

/** Opens one sealed column of a person. Whoever shows it tells so (acts.ts, `unmask`), except to the person. */
export function openColumn(keyring: Keyring, personId: string, field: SensitiveField, cipher: string): string {
  return keyring.open(cipher, { table: "person", column: SENSITIVE_COLUMNS[field].column, row: personId });
}
