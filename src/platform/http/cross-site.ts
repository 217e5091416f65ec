import type { FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";
import { zh } from "./zh.ts";

/** Methods that ask and change nothing. */
export const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes asked for by a page that is not ours. Three locks, each enough alone: the cookie is SameSite=Strict,
 * the header `x-lianxin: 1` cannot be set across sites without a permission we never give, and Origin must be our host:
 * the Host that the browser asked for, which the proxy hands on unchanged. X-Forwarded-Host is nobody's word.
 */
export function checkOrigin(request: FastifyRequest): void {
  if (READING.has(request.method)) return;
  const { origin } = request.headers;
  const fetchSite = request.headers["sec-fetch-site"];
  const ours =
    request.headers["x-lianxin"] === "1" &&
    (origin === undefined || hostOf(origin) === hostOf(`${request.protocol}://${request.headers.host ?? ""}`)) &&
    (fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none");
  if (!ours) throw new Problem("forbidden", "cross-site", zh.crossSite.title, zh.crossSite.detail);
}

/** Host and port without the default port; a text of its own for what is no address, so that two of them never agree. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : `none ${address}`;
}
