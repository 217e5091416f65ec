import { PassThrough } from "node:stream";
import { markedCopy, WorkbookRefused } from "#platform/spreadsheet/index.ts";
import type { ImportField } from "../importer.ts";
import { batchesOf, type FileAtHand, openFile } from "./files.ts";
import type { Answered, Asked, ReadingAsk } from "./reading-asks.ts";

/**
 * Runs as a process of its own with a memory of its own (`reading.ts`): here workbooks of strangers are unpacked, and only
 * rows within the limits of their fields leave. It ends with whoever started it.
 */

const send = process.send?.bind(process);
if (!send) throw new Error("workbooks are read in a process of their own");
process.on("disconnect", () => process.exit());
const open = new Map<string, FileAtHand & { readonly vocabulary: readonly ImportField[] }>();
let stream: AsyncIterator<unknown> | null = null;

/** Bytes come over as a plain array of them; looked at as a buffer, not copied. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function answer(ask: ReadingAsk): Promise<unknown> {
  switch (ask.kind) {
    case "open": {
      const content = asBuffer(ask.file.content);
      const remembered = (register: string, signature: string) => ask.remembered.get(`${register}|${signature}`);
      const file = await openFile({ ...ask.file, content }, ask.offers, remembered);
      const vocabulary = ask.offers.find((it) => it.register === file.found.register)?.vocabulary ?? [];
      open.set(file.found.id, { ...file, vocabulary });
      return file.found;
    }
    case "rows": {
      const file = open.get(ask.fileId);
      const table = file?.tables[ask.table];
      if (!file || !table) throw new Error(`no such table lies open: ${ask.fileId} ${ask.table}`);
      stream = batchesOf(table, file.vocabulary, ask.before);
      return null;
    }
    case "copy": {
      stream = copied(ask);
      return null;
    }
    default:
      if (!stream) throw new Error("no stream was begun");
      return await stream.next();
  }
}

/** The marked copy as it is made. A stream that breaks off says only that it did: whoever reads is told why. */
async function* copied(ask: Extract<ReadingAsk, { kind: "copy" }>): AsyncGenerator<Uint8Array> {
  const out = new PassThrough();
  const made = markedCopy(asBuffer(ask.content), ask.tables, ask.faults, out);
  made.catch(() => out.destroy());
  try {
    yield* out as AsyncIterable<Uint8Array>;
  } catch (fault) {
    await made;
    throw fault;
  }
  await made;
}

async function reply({ id, ask }: Asked): Promise<Answered> {
  try {
    return { id, value: await answer(ask) };
  } catch (fault) {
    return fault instanceof WorkbookRefused ? { id, refusal: fault.detail } : { id, fault };
  }
}

process.on("message", (asked: Asked) => void reply(asked).then((answered) => send(answered)));
