import type { LightMyRequestResponse } from "fastify";
import { unzipSync } from "fflate";
import { TOKEN } from "./planting.ts";

/** Everything an answer says: status line aside, all headers, the body, and what is packed inside a file. */
export function textsOf(response: LightMyRequestResponse): string[] {
  const headers = JSON.stringify(response.headers);
  const body = response.rawPayload;
  return [headers, decoded(headers), ...unpacked(body)];
}

/** The secrets in an answer, each once, in lower case. */
export function secretsIn(response: LightMyRequestResponse): string[] {
  return [...new Set(textsOf(response).flatMap((text) => (text.match(TOKEN) ?? []).map((it) => it.toLowerCase())))];
}

function unpacked(body: Buffer): string[] {
  // A workbook is a zip archive; latin1 keeps every byte, and secrets are ASCII.
  if (body.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) {
    return Object.entries(unzipSync(body)).flatMap(([name, content]) => [name, ...unpacked(Buffer.from(content))]);
  }
  return [body.toString("latin1")];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    // Not an encoding of text at all: the plain form was searched already.
    return "";
  }
}
