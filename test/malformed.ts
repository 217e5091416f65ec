import type { Route } from "#platform/http/route.ts";

/** Makes requests that nobody's page would send: from the schema of a route, bent; from bytes; from a list of old troubles. */
export class Malformer {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The whole request as bytes, asking the server to close the line. */
  request(route: Route, cookie: string): Buffer {
    const path = this.#path(route) + this.#query(route);
    const { body, type } = this.#body(route);
    const headers = [
      `${this.#chance(0.02) ? this.#pick(["PROPFIND", "TRACE", "QUERY", "OPTIONS", "HEAD"]) : route.method} ${path} HTTP/1.1`,
      "host: localhost",
      "connection: close",
      ...(this.#chance(0.95) ? ["x-lianxin: 1"] : []),
      ...(this.#chance(0.97) && cookie !== ""
        ? [`cookie: ${cookie}`]
        : [`cookie: lianxin=${this.#pick(["", "x", "%00", "a".repeat(43), "\u00ff\u00fe", "=;=;="])}`]),
      ...(this.#chance(0.05)
        ? [`origin: ${this.#pick(["null", "http://", "http://localhost", "https://evil.example", "\u00ff"])}`]
        : []),
      ...(this.#chance(0.05) ? [`if-none-match: ${this.#pick(['"x"', "*", '"', "W/"])}`] : []),
      ...(this.#chance(0.05) ? [`accept: ${this.#pick(["text/html", "*/*;q=x", "", "image/png"])}`] : []),
      ...(this.#chance(0.05) ? [`accept-encoding: ${this.#pick(["br", "gzip;q=0", "identity;q=0", "*", "x"])}`] : []),
      ...(type === "" ? [] : [`content-type: ${type}`]),
      ...(route.method === "GET" && body.length === 0 ? [] : [`content-length: ${body.length}`]),
    ];
    return Buffer.concat([Buffer.from(`${headers.join("\r\n")}\r\n\r\n`, "latin1"), body]);
  }

  #path(route: Route): string {
    return route.path.replace(/:[a-zA-Z]+/g, () =>
      this.#pick([
        "0197f3a0-0000-7000-8000-000000000000",
        "0",
        "-1",
        "%00",
        "%",
        "%E0%A4%A",
        "..%2f..%2f",
        "x".repeat(300),
        "'%20or%20'1'='1",
        "null",
        "%F0%9F%98%80",
        "1e400",
        "__proto__",
        "%ED%A0%80",
      ]),
    );
  }

  #query(route: Route): string {
    if (this.#chance(0.4)) return "";
    const known = Object.keys((route.query as { properties?: object } | undefined)?.properties ?? {});
    const keys = [...known, ...known, "x", "__proto__", "constructor", "f.name", "a[]", "a[b]"];
    const parts = Array.from({ length: 1 + this.#below(4) }, () => `${this.#pick(keys)}=${this.#text()}`);
    return `?${parts.join("&")}`;
  }

  #text(): string {
    const text = this.#pick([
      "",
      "0",
      "-1",
      "1e999",
      "9007199254740993",
      "true",
      "2026-02-30",
      "0000-00-00",
      "2026-11-22",
      "99999-01-01",
      "null",
      "%00",
      "%",
      "%zz",
      "%ED%A0%80",
      "%E5%BC%A0",
      "a,b,c",
      "..",
      "2020-01-01..2019-01-01",
      "'",
      "%25",
      "*",
      "x".repeat(5000),
      "0197f3a0-0000-7000-8000-000000000000",
      "-name",
      "NaN",
    ]);
    return text;
  }

  #body(route: Route): { body: Buffer; type: string } {
    if (route.method === "GET") return { body: this.#chance(0.05) ? Buffer.from("{}") : Buffer.alloc(0), type: "" };
    const json = "application/json";
    if (route.upload && this.#chance(0.8)) return this.#form(route);
    switch (this.#below(12)) {
      case 0:
        return { body: Buffer.alloc(0), type: this.#pick(["", json]) };
      case 1:
        return { body: this.#bytes(), type: json };
      case 2:
        return {
          body: this.#bytes(),
          type: this.#pick([
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            ";",
            "application/octet-stream",
          ]),
        };
      case 3:
        return {
          body: Buffer.from(
            this.#pick([
              '{"__proto__":{"a":1}}',
              '{"constructor":{"prototype":{"a":1}}}',
              "{",
              "nul",
              '"\\ud800"',
              "[".repeat(50_000),
              `${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`,
              "1e999",
              "-",
              '{"a":1,"a":2}',
              "\ufeff{}",
            ]),
          ),
          type: json,
        };
      default: {
        const value = this.#bent((route.body ?? {}) as Node, 0);
        return { body: Buffer.from(JSON.stringify(value) ?? ""), type: json };
      }
    }
  }

  #form(route: Route): { body: Buffer; type: string } {
    const boundary = "xx";
    const fields = Object.keys((route.body as { properties?: object } | undefined)?.properties ?? {});
    const parts = Array.from({ length: this.#below(4) }, () =>
      this.#chance(0.5)
        ? [
            `Content-Disposition: form-data; name="${this.#pick([...fields, "x", "__proto__"])}"\r\n\r\n`,
            Buffer.from(this.#text()),
          ]
        : [
            `Content-Disposition: form-data; name="files"; filename="${this.#pick(["a.xlsx", "../../etc/passwd", "", "名册.csv", "a\u0000.csv", "x".repeat(400)])}"\r\nContent-Type: text/csv\r\n\r\n`,
            this.#bytes(),
          ],
    );
    const body = Buffer.concat([
      ...parts.flatMap(([head = "", content = ""]) => [
        Buffer.from(`--${boundary}\r\n`),
        Buffer.from(head as string),
        Buffer.from(content as string),
        Buffer.from("\r\n"),
      ]),
      Buffer.from(this.#chance(0.8) ? `--${boundary}--\r\n` : ""),
    ]);
    return { body, type: `multipart/form-data; boundary=${boundary}` };
  }

  /** A value that nearly fits a schema: each part has a chance to be something else. */
  #bent(node: Node, depth: number): unknown {
    if (this.#chance(0.12) || depth > 6) return this.#anything(depth);
    if (node.anyOf) return this.#bent(this.#pick(node.anyOf), depth + 1);
    if (node.const !== undefined) return node.const;
    switch (node.type) {
      case "object": {
        const out: Record<string, unknown> = {};
        for (const [key, child] of Object.entries(node.properties ?? {}))
          if (!this.#chance(0.08)) out[key] = this.#bent(child, depth + 1);
        if (this.#chance(0.08))
          out[this.#pick(["extra", "id", "\u0000", "toString", "\ud800"])] = this.#anything(depth);
        return out;
      }
      case "array":
        return Array.from({ length: this.#below(3) }, () => this.#bent(node.items ?? {}, depth + 1));
      case "string":
        if (node.format === "uuid" && this.#chance(0.7)) return "0197f3a0-0000-7000-8000-000000000000";
        if (node.format === "date" && this.#chance(0.7))
          return this.#pick(["2026-11-22", "0001-01-01", "9999-12-31", "2024-02-29"]);
        return this.#pick(STRINGS);
      case "integer":
      case "number":
        return this.#pick([0, 1, -1, 2 ** 31, 2 ** 53, 1e300, 0.5, 12]);
      case "boolean":
        return this.#chance(0.5);
      case "null":
        return null;
      default:
        return this.#anything(depth);
    }
  }

  #anything(depth: number): unknown {
    const plain = this.#pick<unknown>([
      null,
      true,
      false,
      0,
      -1,
      1e308,
      2 ** 53 + 2,
      "",
      ...STRINGS,
      [],
      {},
      [null],
      { toString: 1 },
    ]);
    if (depth < 4 && this.#chance(0.2)) return [this.#anything(depth + 1), { a: this.#anything(depth + 1) }];
    return plain;
  }

  #bytes(): Buffer {
    return Buffer.from(Array.from({ length: this.#below(200) }, () => this.#below(256)));
  }

  #pick<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #chance(of: number): boolean {
    return this.#next() < of;
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** Mulberry32: small, seeded, good enough to bend requests. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let it = this.#state;
    it = Math.imul(it ^ (it >>> 15), it | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  }
}

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly const?: unknown;
  readonly format?: string;
}

const STRINGS: readonly string[] = [
  "",
  " ",
  "张三",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff",
  "\u202e",
  "𠮷",
  "<script>alert(1)</script>",
  "'; drop table account; --",
  "=1+1",
  "../../../etc/passwd",
  "x".repeat(100),
  "x".repeat(30_000),
  "字".repeat(501),
  "NaN",
  "Infinity",
  "-0",
  "1e400",
  "2026-13-45",
  "infinity",
  "0197f3a0-0000-7000-8000-00000000000g",
  "{}",
  "null",
  "%",
  "\\",
  "\r\nset-cookie: x=y",
  "zone_organiser",
];
