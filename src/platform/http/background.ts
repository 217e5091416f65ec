import type { FastifyRequest } from "fastify";

/**
 * Whether a page asked this by itself (a poll, a question asked anew when the window came to the front) and no person did.
 * Such a request must not prolong a session. Two ways to say it: the route (`background`), or the page by this header. A page
 * can only shorten its own session by the header, never prolong it.
 */
export function isBackground(request: FastifyRequest): boolean {
  return request.routeOptions.config.background === true || request.headers["x-lianxin-background"] !== undefined;
}
