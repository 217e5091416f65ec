import { PassThrough } from "node:stream";
import { parentPort } from "node:worker_threads";
import { markedCopy, WorkbookRefused } from "#platform/spreadsheet/index.ts";
import type { ImportField } from "../importer.ts";
import { batchesOf, type FileAtHand, openFile } from "./files.ts";
import type { Answered, Asked, ReadingAsk } from "./reading-asks.ts";

/**
 * Runs in a thread of its own with a memory of its own (`reading.ts`): here workbooks of strangers are unpacked, and only
 * rows within the limits of their fields leave.
 */

if (parentPort === null) throw new Error("workbooks are read in a thread of their own");
const port = parentPort;
const open = new Map<string, FileAtHand & { readonly vocabulary: readonly ImportField[] }>();
let stream: AsyncIterator<unknown> | null = null;

async function answer(ask: ReadingAsk): Promise<unknown> {
  switch (ask.kind) {
    case "open": {
      const content = Buffer.from(ask.file.content);
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
  const made = markedCopy(Buffer.from(ask.content), ask.tables, ask.faults, out);
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

port.on("message", (asked: Asked) => void reply(asked).then((answered) => port.postMessage(answered)));
