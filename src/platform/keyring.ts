/** Keys and what is done with them. The implementation lies in platform/audit/keyring (files) so that keys have one home. */
export interface Keyring {
  /**
   * Encrypts a text (AES-256-GCM). The envelope carries key id and algorithm id; table, column and row id are bound as
   * associated data, so that a cipher copied to another row does not open.
   */
  seal(plain: string, place: { table: string; column: string; row: string }): string;
  /** Opens an envelope; throws when it was changed or moved. */
  open(envelope: string, place: { table: string; column: string; row: string }): string;
  sealBytes(plain: Buffer, place: string): Buffer;
  openBytes(envelope: Buffer, place: string): Buffer;
  /** Keyed blind index of a normalised value, for look-up by equality; `kind` separates domains (id_number, mobile …). */
  blindIndex(kind: string, value: string): string;
  /** Signs with the house's Ed25519 key. */
  sign(data: Buffer): Buffer;
  verify(data: Buffer, signature: Buffer, keyId: string): boolean;
  readonly signingKeyId: string;
  /** The public halves of our Ed25519 keys (32 bytes, base64url), the one that signs first: others verify with them. */
  readonly publicKeys: readonly string[];
}
