import type { FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";
import { zh } from "./zh.ts";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes asked for by a page that is not ours. Three locks, each enough alone: the cookie is SameSite=Strict,
 * the header `x-lianxin: 1` cannot be set across sites without a permission we never give, and Origin must be our host.
 */
export function checkOrigin(request: FastifyRequest): void {
  if (READING.has(request.method)) return;
  const { origin } = request.headers;
  const fetchSite = request.headers["sec-fetch-site"];
  const ours =
    request.headers["x-lianxin"] === "1" &&
    (origin === undefined || hostOf(origin) === request.host) &&
    (fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none");
  if (!ours) throw new Problem("forbidden", "cross-site", zh.crossSite.title, zh.crossSite.detail);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
