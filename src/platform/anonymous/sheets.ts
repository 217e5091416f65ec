import { createCipheriv, createDecipheriv, randomBytes, randomInt } from "node:crypto";

/** One mark on a sheet; null is no mark. */
export interface Mark {
  readonly question: string;
  readonly choice: string | null;
}

/**
 * A sheet as bytes: one for each question, so that every sheet of a box is of one length and the sealed ones tell nothing
 * by theirs. Null when it does not answer exactly the questions of the box.
 */
export function bytesOf(
  marks: readonly Mark[],
  questions: readonly string[],
  choices: readonly string[],
): Buffer | null {
  const given = new Map(marks.map((it) => [it.question, it.choice]));
  if (given.size !== marks.length || given.size !== questions.length) return null;
  const out = Buffer.alloc(questions.length);
  for (const [at, question] of questions.entries()) {
    const choice = given.get(question);
    if (choice === undefined || (choice !== null && !choices.includes(choice))) return null;
    out[at] = choice === null ? 0 : choices.indexOf(choice) + 1;
  }
  return out;
}

/** The marks of a sheet; unmarked questions are left out. */
export function marksOf(
  sheet: Buffer,
  questions: readonly string[],
  choices: readonly string[],
): { readonly question: string; readonly choice: string }[] {
  return questions.flatMap((question, at) => {
    const choice = choices[(sheet[at] ?? 0) - 1];
    return choice === undefined ? [] : [{ question, choice }];
  });
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM, bound to its box. */
export function seal(sheet: Buffer, key: Buffer, boxId: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boxId));
  return Buffer.concat([nonce, cipher.update(sheet), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when it was changed or belongs to another box. */
export function unseal(sealed: Buffer, key: Buffer, boxId: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(boxId))
    .setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
}

/** Fisher and Yates with unbiased numbers of the system's generator: every order is as likely as another. */
export function shuffled<T>(of: readonly T[]): T[] {
  const out = [...of];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}
