export { anchorFileOf } from "./anchor.ts";
export { type AuditBook, openAudit, type TraceLine } from "./book.ts";
export type { AuditEvent, Told } from "./event.ts";
export { checkKeys, type HeldKey, keysHeld } from "./key-check.ts";
export { KeyRefusal, keyFolderOf } from "./key-folder.ts";
export { type FileKeyring, openKeyring, rotateKeys, temporaryKeyring } from "./keyring.ts";
export { type EventSentences, Sentences } from "./sentences.ts";
export { type Teller, tell, tellReading } from "./tell.ts";
export { type AuditFault, type Verification, verifyAudit } from "./verification.ts";
