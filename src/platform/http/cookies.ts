import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The session cookie. Over https it carries the `__Host-` prefix, which ties it to this host and to https; over plain
 * http (an office network, or this machine) a browser would throw such a cookie away, Safari on localhost too.
 */
const names = (request: FastifyRequest) =>
  request.protocol === "https"
    ? { session: "__Host-lianxin", device: "__Host-lianxin-device" }
    : { session: "lianxin", device: "lianxin-device" };

/** 256 bits in base64url. Anything else in the cookie is nobody's. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function sessionTokenOf(request: FastifyRequest): string | null {
  return tokenIn(request, names(request).session);
}

export function deviceTokenOf(request: FastifyRequest): string | null {
  return tokenIn(request, names(request).device);
}

function tokenIn(request: FastifyRequest, name: string): string | null {
  const token = request.cookies[name];
  return token !== undefined && TOKEN.test(token) ? token : null;
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string, maxAge: number): void {
  void reply.setCookie(names(request).session, token, { ...attributes(request), maxAge });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(names(request).session, attributes(request));
}

/** The device stays known for 400 days, the longest that browsers keep a cookie. */
export function setDeviceCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(names(request).device, token, { ...attributes(request), maxAge: 400 * 24 * 3600 });
}

const attributes = (request: FastifyRequest) => ({
  path: "/",
  httpOnly: true,
  sameSite: "strict" as const,
  secure: request.protocol === "https",
});
