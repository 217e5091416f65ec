import { Agent, type IncomingHttpHeaders, request } from "node:http";

/*
 * The same address written otherwise, generated from any address of the table, so that a new route is tried like all
 * others. Paths have no query.
 */

/** Writings that a router takes for the route itself: letters encoded, the absolute form, a slash at the end. */
export function sameRouteAs(path: string): string[] {
  const { first, tail, last, before, at, every } = partsOf(path);
  return [
    `/${at(0)}${tail}`,
    `/${at(first.length - 1)}${tail}`,
    `/${every.toLowerCase()}${tail}/`,
    `${before}${encoded(last.charAt(0))}${last.slice(1)}`,
    `http://127.0.0.1${path}`,
    `https://a@elsewhere.example:81${path}`,
    `HTTP://[::1]:8080/${at(0)}${tail}`,
    `${path}/`,
  ];
}

/** Writings that name nothing, or that no router should take: whatever comes of them, it is not what lies at the path. */
export function strangeFor(path: string): string[] {
  const { first, tail, at } = partsOf(path);
  return [
    `ftp://127.0.0.1${path}`,
    `http://127.0.0.1?x=${path}`,
    `http://127.0.0.1/problems/..${path}`,
    `http://127.0.0.1/${path}`,
    `/${path}`,
    `//127.0.0.1${path}`,
    `/${first}/${tail}`,
    `/.${path}`,
    `/problems/..${path}`,
    `/problems/%2e%2e${path}`,
    `/${first}/.${tail}`,
    `/${first}/session/..${tail}`,
    `${path}//`,
    `${path}/.`,
    `${path}?`,
    `${path}?x=/api/session`,
    `${path}#x`,
    `${path};x=1`,
    `/${first};x=1${tail}`,
    path.toUpperCase(),
    `/${first.toUpperCase()}${tail}`,
    `/${first}%2f${tail.slice(1)}`,
    `/%2f${first}${tail}`,
    `/\\${first}${tail}`,
    `/%25${encoded(first.charAt(0)).slice(1)}${first.slice(1)}${tail}`,
    `/%EF%BD%81${first.slice(1)}${tail}`,
    ...["%", "%zz", "%00", "%c0%af", "%ED%A0%80", "%20", "%09", "%ff"].flatMap((it) => [
      `${path}${it}`,
      `/${first}${it}${tail}`,
      `/${at(0)}${tail}${it}`,
    ]),
  ];
}

function partsOf(path: string) {
  const [, first = "", ...rest] = path.split("/");
  const last = rest.at(-1) ?? first;
  return {
    first,
    tail: rest.map((it) => `/${it}`).join(""),
    last,
    before: path.slice(0, path.length - last.length),
    /** The first step with one letter of it encoded. */
    at: (nth: number) => `${first.slice(0, nth)}${encoded(first.charAt(nth))}${first.slice(nth + 1)}`,
    every: Array.from(first, encoded).join(""),
  };
}

const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends addresses over real lines exactly as they are written; an injected request would be tidied up on its way. */
export class RawLine {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(port: number) {
    this.#port = port;
  }

  send(method: string, address: string, headers: Record<string, string> = {}, body = ""): Promise<RawAnswer> {
    return new Promise((done, fail) => {
      const sent = request(
        {
          agent: this.#agent,
          host: "127.0.0.1",
          port: this.#port,
          method,
          path: address,
          headers: {
            ...(method === "GET" ? {} : { "x-lianxin": "1", "content-type": "application/json" }),
            ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on("data", (piece: Buffer) => pieces.push(piece));
          answer.on("error", fail);
          answer.on("end", () =>
            done({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(pieces).toString("utf8"),
            }),
          );
        },
      );
      sent.on("error", fail);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
