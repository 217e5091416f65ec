import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** What shrinks by packing. Pictures and letters are packed already. */
const PACKABLE: ReadonlySet<string> = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".txt"]);

const packed = promisify(gzip);

interface WebFile {
  readonly content: Buffer;
  /** Packed once, because these files go out by the not-found handler, which no hook of a route sees; null when it is not worth it. */
  readonly packed: Buffer | null;
  readonly etag: string;
  readonly changedAt: number;
}

/**
 * The built pages: the desk at `/`, the pocket at `/pocket/`. Files under `assets/` carry a hash in their name and may be
 * kept for ever; everything else is asked again with its ETag. Files are kept in memory, read again when they change.
 */
export class WebFiles {
  readonly #folder: string;
  readonly #held = new Map<string, WebFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Sends the file of this path, or false when there is none. */
  async sendFile(path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const type = TYPES[extname(path)];
    if (type === undefined) return false;
    const file = await this.#read(path);
    if (file === null) return false;
    const lasting = path.includes("/assets/");
    const small = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") ? file.packed : null;
    const etag = small === null ? file.etag : file.etag.replace(/"$/, '-gz"');
    void reply
      .header("etag", etag)
      .header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.packed !== null) void reply.header("vary", "accept-encoding");
    if (request.headers["if-none-match"] === etag) void reply.code(304).send();
    else if (small === null) void reply.type(type).send(file.content);
    else void reply.type(type).header("content-encoding", "gzip").send(small);
    return true;
  }

  /** Sends the page whose own router knows the path: the pocket's under /pocket/, otherwise the desk's. */
  async sendPage(request: FastifyRequest, reply: FastifyReply, frontDoor = false): Promise<boolean> {
    const path = pathOf(request.url);
    if ((request.method !== "GET" && request.method !== "HEAD") || INTERFACE.test(path)) return false;
    if (await this.sendFile(path, request, reply)) return true;
    if (!frontDoor && (extname(path) !== "" || !(request.headers.accept ?? "").includes("text/html"))) return false;
    const page = path === "/pocket" || path.startsWith("/pocket/") ? "/pocket/index.html" : "/index.html";
    return await this.sendFile(page, request, reply);
  }

  async #read(path: string): Promise<WebFile | null> {
    const full = normalize(join(this.#folder, path));
    // A path that climbs out, or names a hidden file, is nobody's.
    if (
      !full.startsWith(this.#folder + sep) ||
      full
        .slice(this.#folder.length)
        .split(sep)
        .some((it) => it.startsWith("."))
    )
      return null;
    const found = await stat(full).catch(() => null);
    if (!found?.isFile()) return null;
    const held = this.#held.get(full);
    if (held && held.changedAt === found.mtimeMs) return held;
    const content = await readFile(full);
    const worth = PACKABLE.has(extname(full)) && content.length > 1024;
    const file = {
      content,
      packed: worth ? await packed(content, { level: 9 }) : null,
      etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
      changedAt: found.mtimeMs,
    };
    this.#held.set(full, file);
    return file;
  }
}

/** No page lies where the interface lies, however its address is written; a person who looks there is told so. */
const INTERFACE = /^\/+api(?:\/|$)/i;

/**
 * The path of an address as the router reads it: without scheme and host (the absolute form), question and fragment,
 * decoded once. No route names a page, so that pages are found by this; `/` for what cannot be decoded or holds a null
 * byte, which name no file.
 */
function pathOf(address: string): string {
  const path = address.replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  try {
    const text = decodeURIComponent(path);
    return text === "" || text.includes("\0") ? "/" : text;
  } catch {
    return "/";
  }
}

/** The two front doors; everything else reaches the pages through the not-found handler. */
export function addWebFiles(app: FastifyInstance, web: WebFiles): void {
  for (const url of ["/", "/pocket/"]) {
    app.get(url, { config: { verb: "public", unasked: true } }, async (request, reply) => {
      if (!(await web.sendPage(request, reply, true))) reply.callNotFound();
      return reply;
    });
  }
}
