import { randomUUID } from "node:crypto";
import { Transform } from "node:stream";
import type { Keyring } from "#platform/keyring.ts";

/**
 * The outer form of a backup: a magic line with the backup's id, then frames of four bytes of length and a sealed piece of at most
 * 1 MiB. Each piece is sealed for its backup, its place and whether it is the last, so that none can be left out, moved, taken from
 * another backup or cut off without opening failing.
 */
const MAGIC = "LIANXIN-BACKUP-1 ";
const HEAD = MAGIC.length + 36 + 1;
const PIECE = 1024 * 1024;
/** A frame is a piece and its envelope; anything longer is damage, and must not make us wait for its bytes. */
const MOST = PIECE + 1_024;

export class EnvelopeBroken extends Error {
  override readonly name = "EnvelopeBroken";
}

const placeOf = (id: string, at: number, last: boolean): string => `backup|${id}|${at}|${last ? "last" : "more"}`;

export function sealing(keyring: Pick<Keyring, "sealBytes">): Transform {
  const id = randomUUID();
  let waiting: Buffer = Buffer.alloc(0);
  let at = 0;
  const frame = (piece: Buffer, last: boolean): Buffer => {
    const sealed = keyring.sealBytes(piece, placeOf(id, at, last));
    at += 1;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    return Buffer.concat([length, sealed]);
  };
  return new Transform({
    construct(done) {
      this.push(Buffer.from(`${MAGIC}${id}\n`));
      done();
    },
    transform(chunk: Buffer, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk]);
      for (; waiting.length > PIECE; waiting = waiting.subarray(PIECE)) {
        this.push(frame(waiting.subarray(0, PIECE), false));
      }
      done();
    },
    flush(done) {
      this.push(frame(waiting, true));
      done();
    },
  });
}

/** Fails with EnvelopeBroken on anything that `sealing` with a key we hold did not write. */
export function opening(keyring: Pick<Keyring, "openBytes">): Transform {
  let id: string | null = null;
  let waiting: Buffer = Buffer.alloc(0);
  let at = 0;
  // The last frame is known only when the stream ends, so one is always held back.
  let held: Buffer | null = null;
  const open = (sealed: Buffer, last: boolean): Buffer => {
    try {
      const piece = keyring.openBytes(sealed, placeOf(id ?? "", at, last));
      at += 1;
      return piece;
    } catch (error) {
      throw new EnvelopeBroken("a piece of the backup does not open", { cause: error });
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        waiting = Buffer.concat([waiting, chunk]);
        if (id === null) {
          if (waiting.length < HEAD) return done();
          const head = waiting.subarray(0, HEAD).toString("latin1");
          if (!head.startsWith(MAGIC) || !head.endsWith("\n")) throw new EnvelopeBroken("not a backup");
          id = head.slice(MAGIC.length, -1);
          waiting = waiting.subarray(HEAD);
        }
        while (waiting.length >= 4) {
          const length = waiting.readUInt32BE(0);
          if (length > MOST) throw new EnvelopeBroken("a frame is too long");
          if (waiting.length < 4 + length) break;
          if (held !== null) this.push(open(held, false));
          held = Buffer.from(waiting.subarray(4, 4 + length));
          waiting = waiting.subarray(4 + length);
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        if (held === null || waiting.length > 0) throw new EnvelopeBroken("the backup is cut off");
        this.push(open(held, true));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
