/**
 * A closed loop of clients over kept-alive connections: each sends its next request when the last answer is complete.
 * It writes prepared bytes and reads no more than the status and the length, because on a machine of two cores
 * a client that parsed its answers would be measured instead of the server.
 */

import { createConnection, type Socket } from "node:net";

export interface Target {
  readonly port: number;
  /** The bytes of the next request; called once for each. */
  readonly next: () => Buffer;
  /** The status every answer must have; anything else ends the bench, because a refusal is quicker than an answer. */
  readonly status: number;
}

/** Bytes of one request. `headers` without host and length. */
export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): Buffer {
  const content = body === undefined ? "" : JSON.stringify(body);
  const lines = Object.entries({
    host: "localhost",
    ...headers,
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": String(Buffer.byteLength(content)) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${content}`);
}

/** Requests a second over `ms` with so many clients. Throws when an answer has another status than the target's. */
export async function rateOf(target: Target, clients: number, ms: number): Promise<number> {
  const began = performance.now();
  const counts = await Promise.all(Array.from({ length: clients }, () => oneClient(target, began + ms)));
  return (counts.reduce((sum, it) => sum + it, 0) * 1000) / (performance.now() - began);
}

/** One answer with its body, for looking at what is measured. */
export async function once(target: Target): Promise<string> {
  const socket = await connected(target.port);
  try {
    return await answerOf(socket, target);
  } finally {
    socket.destroy();
  }
}

async function oneClient(target: Target, until: number): Promise<number> {
  const socket = await connected(target.port);
  try {
    let done = 0;
    do {
      await answerOf(socket, target);
      done += 1;
    } while (performance.now() < until);
    return done;
  } finally {
    socket.destroy();
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

function answerOf(socket: Socket, target: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let have = 0;
    let need = -1;
    const fail = () => reject(new Error("the connection was closed before the answer was complete"));
    const hear = (part: Buffer): void => {
      parts.push(part);
      have += part.length;
      if (need < 0) {
        const head = Buffer.concat(parts);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        const text = head.toString("latin1", 0, end);
        const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
        if (length === undefined) return reject(new Error(`an answer without a length: ${text}`));
        need = end + 4 + Number(length);
        if (Number(text.slice(9, 12)) !== target.status) {
          return reject(new Error(`${text.split("\r\n")[0]}: ${head.toString("utf8", end + 4).slice(0, 500)}`));
        }
      }
      if (have < need) return;
      socket.off("data", hear);
      socket.off("close", fail);
      const all = parts.length === 1 ? part : Buffer.concat(parts);
      resolve(all.toString("utf8", all.indexOf("\r\n\r\n") + 4));
    };
    socket.on("data", hear);
    socket.once("close", fail);
    socket.write(target.next());
  });
}
