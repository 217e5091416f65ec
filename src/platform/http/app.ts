import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { Presumptions } from "#platform/access/presumed.ts";
import { endRunOut, isSeenDue, markSeen, type SignedIn } from "#platform/access/session.ts";
import type { First } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { House } from "#platform/house.ts";
import { settingOf } from "#platform/setting.ts";
import { programVersion } from "#platform/version.ts";
import { isBackground } from "./background.ts";
import { clearSessionCookie, sessionTokenOf } from "./cookies.ts";
import { checkOrigin, READING } from "./cross-site.ts";
import { type ConstraintProblems, problemOf } from "./failure.ts";
import { AnonymousFailures, LIMITS, type Limits, makeLimiter } from "./limits.ts";
import { noSuchAddress, Problem, signInFirst } from "./problem.ts";
import { HOUSE_PROBLEMS, type ProblemText, problemPage } from "./problem-page.ts";
import { addReference } from "./reference.ts";
import type { Route } from "./route.ts";
import { ONCE, serve } from "./serve.ts";
import { addWatch, type Health, type Watched } from "./watch.ts";
import { addWebFiles, WebFiles } from "./web-files.ts";
import { zh } from "./zh.ts";

/** What a running server has that a test need not give. */
export interface AppOptions {
  /** Folder of the built web pages; null serves none. */
  readonly webFolder?: string | null;
  readonly health?: () => Promise<Health>;
  readonly watched?: Watched;
  /** Who may read /metrics from elsewhere than this machine; null nobody. */
  readonly metricsToken?: string | null;
  readonly limits?: Partial<Limits>;
  readonly constraints?: ConstraintProblems;
  readonly problems?: Readonly<Record<string, ProblemText>>;
  /** Behind a proxy that sets X-Forwarded-*: take its word for the address and for https. */
  readonly trustProxy?: boolean;
  /** `false` writes nothing; a stream takes the lines (tests). */
  readonly log?: false | { readonly level?: string; readonly stream?: { write(line: string): void } };
  /** What the contracts call their schemas, for the interface document. */
  readonly names?: ReadonlyMap<object, string>;
  /** Answers an answer that does not fit its own schema with 500; on in tests, where a misfit is to be found. */
  readonly strictViews?: boolean;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The verb of the route; a route without one stops the start. */
    verb?: string;
    /** Who calls is neither asked nor noted (route.ts, Opening). */
    anonymous?: boolean;
    /** Asked by pages themselves (route.ts, Common). */
    background?: boolean;
    /** A question whose answer waits for the session to be confirmed (access/presumed.ts). */
    presumes?: boolean;
    /** Pages, health and figures: no session is looked up, no call counted. Only for reading, only with the verb `public`. */
    unasked?: boolean;
  }
  interface FastifyRequest {
    signedIn: SignedIn | null;
    /** Set while `signedIn` is presumed: what judges it, to be asked with the route's own first question. */
    presumption: First | null;
    /** The verb that the gate judged for this very request; null until it has. What serves a route asks for it. */
    judged: string | null;
  }
}

/** What a page of ours may load: only what we serve. */
const PAGE_RULES: Record<string, string[]> = {
  "default-src": ["'self'"],
  "script-src": ["'self'"],
  // Ant Design writes its styles at run time.
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};
const REFERRER = "same-origin";
const HTTPS_ONLY = { "strict-transport-security": "max-age=31536000; includeSubDomains" } as const;

/** Routes of the framework's own plug-ins (reader of the interface reference): public, and named here to be seen. */
const PUBLIC_PLUGINS = ["/api/docs"];

/**
 * The server: from the table of routes, with who → shape → transaction → act → commit → answer for each. Throws at once
 * when a route names no declared verb.
 */
export async function buildApp(
  house: House,
  routes: readonly Route[],
  options: AppOptions = {},
): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOf(options.log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => newId(),
    // One proxy, the nearest: what stands further left in X-Forwarded-For was written by whoever asks.
    trustProxy: options.trustProxy === true ? (_address, hop) => hop === 0 : false,
    bodyLimit: 1024 * 1024,
    requestTimeout: 120_000,
    forceCloseConnections: "idle",
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // An address that cannot be decoded is answered before any hook ran, with a request that knows of no proxy.
    frameworkErrors: (error, request, reply) => {
      const overHttps = options.trustProxy === true && /\bhttps$/.test(String(request.headers["x-forwarded-proto"]));
      void reply.headers({
        "content-security-policy": Object.entries(PAGE_RULES)
          .map(([rule, sources]) => [rule, ...sources].join(" "))
          .join(";"),
        "x-content-type-options": "nosniff",
        "referrer-policy": REFERRER,
        ...(overHttps ? HTTPS_ONLY : {}),
      });
      void sendProblem(error, request as FastifyRequest, reply as FastifyReply, options.constraints ?? {});
    },
  });
  const constraints = options.constraints ?? {};

  app.addHook("onRoute", (route) => {
    if (liesUnder(route.url, PUBLIC_PLUGINS)) route.config = { ...route.config, verb: "public" };
    const { verb, unasked } = route.config ?? {};
    if (verb === undefined) throw new Error(`route ${String(route.method)} ${route.url} names no verb`);
    if (verb !== "public" && verb !== "own" && !house.policy.has(verb)) {
      throw new Error(`route ${String(route.method)} ${route.url} names the verb ${verb}, which no policy declares`);
    }
    if (unasked === true && (verb !== "public" || ![route.method].flat().every((it) => READING.has(it))))
      throw new Error(`route ${String(route.method)} ${route.url} may not go unasked`);
  });
  // Shapes are read by shape.ts and answers written by view.ts; the framework's own way would drop and coerce.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, constraints));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: PAGE_RULES,
    },
    // Only https may promise https: a zone on plain http in its own office network must stay reachable.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: REFERRER },
  });
  await app.register(compress, { threshold: 1024, encodings: ["br", "gzip"] });
  await app.register(cookie);
  await app.register(multipart);
  app.removeContentTypeParser("text/plain");
  const json = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    return json(request, body as string, done);
  });

  const limits = { ...LIMITS, ...options.limits };
  const limit = makeLimiter(limits);
  const failures = new AnonymousFailures(limits.anonymousFailures);
  app.decorateRequest("signedIn", null);
  app.decorateRequest("judged", null);
  app.decorateRequest("presumption", null);
  const presumptions = new Presumptions(house);
  /** Who calls, asked of the database and written down; throws when the verb of the route is not theirs. */
  const judge = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    request.presumption = null;
    request.judged = null;
    const { verb } = request.routeOptions.config;
    if (verb === undefined) throw noSuchAddress();
    const token = sessionTokenOf(request);
    request.signedIn = token === null ? null : await presumptions.ask(token);
    if (token !== null && request.signedIn === null) {
      await endRunOut(house, token, request.id);
      clearSessionCookie(request, reply);
    }
    if (request.signedIn !== null && !isBackground(request)) await markSeen(house, request.signedIn);
    const refusal = refusalOf(house, verb, request);
    if (refusal !== null) throw refusal;
    request.judged = verb;
  };
  /** Lets a question in as whom its token was last known to be, without waiting: what it asks for brings the confirmation. */
  const presume = (request: FastifyRequest, verb: string): boolean => {
    const token = request.routeOptions.config.presumes === true ? sessionTokenOf(request) : null;
    const presumed = token === null ? null : presumptions.presume(token);
    if (presumed === null) return false;
    if (isSeenDue(house, presumed.who) && !isBackground(request)) return false;
    request.signedIn = presumed.who;
    // Only what is confirmed is refused.
    if (refusalOf(house, verb, request) !== null) return false;
    request.presumption = presumed.first;
    request.judged = verb;
    return true;
  };
  // The gate judges what the router judged: the route, never the address, which one route lets be written in many ways.
  app.addHook("onRequest", async (request, reply) => {
    if (request.protocol === "https") void reply.headers(HTTPS_ONLY);
    if (request.is404) {
      // Pages are looked for behind this; whatever was sent along to no route stays unread.
      if (READING.has(request.method)) return;
      throw noSuchAddress();
    }
    const { verb, unasked } = request.routeOptions.config;
    // The start refuses routes without a verb; one that got in otherwise is not there.
    if (verb === undefined) throw noSuchAddress();
    if (unasked === true) {
      request.judged = verb;
      return;
    }
    void reply.header("cache-control", "no-store");
    checkOrigin(request);
    if (isAnonymous(request)) {
      refuseSession(request);
      failures.refuse(request.ip);
      request.judged = verb;
      return;
    }
    if (!presume(request, verb)) await judge(request, reply);
    const { rate } = request.routeOptions.config as { rate?: "ordinary" | "heavy" | "sign-in" };
    await limit(rate ?? "ordinary", request.signedIn?.actor.sessionId ?? request.ip);
  });

  // A body without the shape (400) is refused for next to nothing; what has it costs looking, whoever sent it.
  app.addHook("onResponse", (request, reply, done) => {
    if (isAnonymous(request) && reply.statusCode > 400) failures.count(request.ip);
    done();
  });

  await addReference(app, routes, options.names ?? new Map());
  for (const route of routes) serve(app, house, route, options.strictViews ?? false, judge);

  const problems = { ...HOUSE_PROBLEMS, ...options.problems };
  app.get<{ Params: { slug: string } }>(
    "/problems/:slug",
    { config: { verb: "public", unasked: true } },
    (request, reply) => {
      const text = Object.hasOwn(problems, request.params.slug) ? problems[request.params.slug] : undefined;
      return (
        reply
          // A slug without a text of its own still gets told what to do; an address that cannot be a slug is nobody's.
          .code(text || /^[a-z][a-z-]{2,60}$/.test(request.params.slug) ? 200 : 404)
          .type("text/html; charset=utf-8")
          .send(problemPage(request.params.slug, text))
      );
    },
  );
  addWatch(app, {
    health: options.health ?? null,
    watched: options.watched ?? {},
    token: options.metricsToken ?? null,
    trustsProxy: options.trustProxy ?? false,
    program: programVersion(),
  });
  const web = options.webFolder ? new WebFiles(options.webFolder) : null;
  if (web) addWebFiles(app, web);
  app.setNotFoundHandler(async (request, reply) => {
    if (web && (await web.sendPage(request, reply))) return reply;
    throw noSuchAddress();
  });

  app.addHook("onResponse", (request, reply, done) => {
    if (isAnonymous(request)) return done();
    // The pattern of the route, never the address: addresses hold names that people searched for.
    const route = request.routeOptions.url ?? "none";
    const it = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      account: request.signedIn?.actor.accountId,
    };
    request.log.info(it, "request");
    done();
  });
  await app.ready();
  return app;
}

const isAnonymous = (request: FastifyRequest): boolean => request.routeOptions.config?.anonymous === true;

/** A page of ours sends such a call without cookies; one that comes with any was not sent so, and is not taken. */
function refuseSession(request: FastifyRequest): void {
  // A key would tie the call to others of the same page, whatever it was made from.
  if (request.headers.cookie !== undefined || request.headers[ONCE] !== undefined)
    throw new Problem("unreadable", "no-session-here", zh.noSessionHere.title, zh.noSessionHere.detail);
}

/** What stays open to somebody who must first change a one-time or expired password, by the patterns of its routes. */
const PROVING = ["/api/sessions", "/api/password", "/api/second-factor"];

/** Whether a route's pattern is one of these or lies beneath one. */
const liesUnder = (pattern: string | undefined, places: readonly string[]): boolean =>
  places.some((it) => pattern === it || (pattern?.startsWith(`${it}/`) ?? false));

/** 401 without a session, 403 when the verb is held nowhere; where it is held is asked by the act and by the door. */
function refusalOf(house: House, verb: string, request: FastifyRequest): Problem | null {
  if (verb === "public") return null;
  const who = request.signedIn;
  if (who === null) return signInFirst();
  const proving = liesUnder(request.routeOptions.url, PROVING);
  if (verb === "own" && (proving || !who.mustChangePassword)) return null;
  if (who.mustChangePassword)
    return new Problem(
      "forbidden",
      "change-password-first",
      zh.changePasswordFirst.title,
      zh.changePasswordFirst.detail,
    );
  if (house.policy.placesOf(who.actor, verb).length === 0)
    return new Problem("forbidden", "forbidden", zh.forbidden.title, zh.forbidden.detail);
  return null;
}

/** Sends what was thrown: a refusal as a problem, anything else as 500 with nothing outside and everything in the log. */
function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  constraints: ConstraintProblems,
): FastifyReply {
  const known = problemOf(error, constraints);
  if (request.routeOptions?.config?.anonymous === true) {
    // That something of ours failed is worth a line; what was sent, and under which number, is not.
    if (known === null)
      request.server.log.error({ fault: error instanceof Error ? error.name : "?" }, "anonymous fault");
  } else if (known === null) request.log.error({ err: error, route: request.routeOptions?.url }, "fault of ours");
  else if (known !== error)
    request.log.info(
      {
        cause: error instanceof Error ? { name: error.name, code: "code" in error ? error.code : undefined } : null,
        slug: known.slug,
      },
      "refused",
    );
  const problem = known ?? {
    status: 500,
    slug: "ours",
    title: zh.ours.title,
    detail: zh.ours.detail,
    faults: [],
    provision: null,
    extra: {},
  };
  const { retryAfter } = problem.extra as { retryAfter?: number };
  if (retryAfter !== undefined) void reply.header("retry-after", String(retryAfter));
  else if (problem.status === 503) void reply.header("retry-after", "10");
  return reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type("application/problem+json; charset=utf-8")
    .serializer((it: unknown) => JSON.stringify(it))
    .send({
      ...problem.extra,
      type: `/problems/${problem.slug}`,
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      instance: request.url.split("?")[0]?.slice(0, 500) ?? "/",
      requestId: request.id,
      errors: problem.faults,
      ...(problem.provision ? { provision: problem.provision } : {}),
    });
}

const LOG_LEVELS = Object.fromEntries(
  ["trace", "debug", "info", "warn", "error", "fatal", "silent"].map((it) => [it, it]),
);

/** Structured lines without personal data: no bodies, no headers, no query, and a net for what slips in. */
function loggerOf(log: AppOptions["log"]) {
  if (log === false) return false;
  return {
    // A person at a terminal wants the address and the faults; a log collector wants every request.
    level: log?.level ?? settingOf("LIANXIN_LOG", LOG_LEVELS, process.stdout.isTTY ? "warn" : "info"),
    redact: {
      paths: [
        "*.password",
        "*.token",
        "*.cookie",
        "*.authorization",
        "req.headers",
        "err.parameters",
        "err.detail",
        "err.where",
      ],
      remove: true,
    },
    base: null,
    ...(log?.stream ? { stream: log.stream } : {}),
  };
}
