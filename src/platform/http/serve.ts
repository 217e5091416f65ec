import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { NOBODY } from "#platform/access/actor.ts";
import { NotAsPresumed } from "#platform/access/presumed.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing, House } from "#platform/house.ts";
import { once, onceKeyOf } from "#platform/once/index.ts";
import { clearSessionCookie, deviceTokenOf, sessionTokenOf, setDeviceCookie, setSessionCookie } from "./cookies.ts";
import { Download, isDownloadSchema } from "./download.ts";
import { promisedBy, takesKey } from "./openapi.ts";
import { signInFirst } from "./problem.ts";
import type { Asking, Route, UploadedFile, Visit } from "./route.ts";
import { shapeOf } from "./shape.ts";
import { readForm } from "./upload.ts";
import { viewOf } from "./view.ts";

const NOTHING = Type.Object({});

/** What a handler is given besides its transaction. */
interface Given {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** Judges a request that was let in on a presumption (access/presumed.ts) once more, without one. Throws the refusal. */
export type Judge = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Adds one route of the table to the server. Compiles its shapes; throws at start when a schema cannot be used. */
export function serve(app: FastifyInstance, house: House, route: Route, strict: boolean, judge: Judge): void {
  const read = readerOf(route);
  const show = viewOf(route.response);
  const isFile = isDownloadSchema(route.response as { format?: unknown });
  const fits = strict && !isFile ? Compile(route.response) : null;
  const promised = promisedBy(route);
  const view = (value: unknown): unknown => {
    const out = show(value);
    const status = isNothing(out) ? 204 : (route.status ?? 200);
    if (strict && !isFile && !promised.has(status))
      throw new Error(`the document of the interface promises no ${status} of ${route.method} ${route.path}`);
    // Asked of the JSON, not of the object: dates become texts on the way out.
    if (fits && !fits.Check(JSON.parse(JSON.stringify(out ?? null)))) {
      const faults = fits.Errors(JSON.parse(JSON.stringify(out ?? null)));
      throw new Error(
        `the answer of ${route.method} ${route.path} does not fit its schema: ${JSON.stringify(faults.slice(0, 5))}`,
      );
    }
    return out;
  };
  app.route({
    method: route.method,
    url: route.path,
    config: {
      verb: route.verb,
      ...(route.rate ? { rate: route.rate } : {}),
      ...(route.anonymous ? { anonymous: true } : {}),
      ...(route.background ? { background: true } : {}),
      // A file is under way before all of it was asked for; and an act may reach outside the transaction.
      ...(route.kind === "question" && !isFile && route.verb !== "public" ? { presumes: true } : {}),
    },
    ...(route.upload ? { bodyLimit: route.upload.maxTotalBytes + 1024 * 1024 } : {}),
    onRequest: async (request) => assertJudged(request, route),
    handler: async (request, reply) => {
      assertJudged(request, route);
      switch (route.kind) {
        case "opening":
          return send(reply, view(await call(route, { ...visitOf(house, request, reply), ...(await read(request)) })));
        case "question": {
          // What was sent is read within, so that a fault of it too is answered only to whom the session is confirmed.
          const asked = () =>
            ask(
              house,
              request.signedIn?.actor ?? NOBODY,
              route.verb,
              request.id,
              async (asking) => {
                const answer = await call(route, { ...asking, ...(await read(request)) });
                if (!(answer instanceof Download)) return view(answer);
                if (!isFile) throw new Error(`${route.path} does not say that it answers a file`);
                // A stream reads from this transaction: it is sent before the transaction ends.
                return await sendFile(reply, answer);
              },
              request.presumption ?? undefined,
            );
          const answer = await asked().catch(async (error: unknown) => {
            if (!(error instanceof NotAsPresumed)) throw error;
            await judge(request, reply);
            assertJudged(request, route);
            return await asked();
          });
          return answer === reply ? reply : send(reply, answer);
        }
        case "deed": {
          const given = await read(request);
          const key = takesKey(route) ? onceKeyOf(request.headers[ONCE]) : null;
          const done = await act(house, request.signedIn?.actor ?? NOBODY, route.verb, request.id, async (doing) => {
            const work = () => call(route, { ...doing, ...given });
            if (key === null) return { answer: await work(), repeated: false };
            const sent = { route: `${route.method} ${route.path}`, ...given };
            // Kept is what may leave, no more.
            return await once(doing, key, sent, route.repeats !== "shown-once", async () => view(await work()));
          });
          if (done.answer instanceof Download) return await sendFile(reply, done.answer);
          if (done.repeated) void reply.header("idempotency-replayed", "true");
          return send(reply.code(route.status ?? 200), view(done.answer));
        }
      }
    },
  });
}

/**
 * The second lock: a route is served only to a request that the gate has judged for this route's verb, and where that is
 * not public only to somebody. Asked before anything of the body is read (the hook runs after the gate's own), and again
 * before the handler reads what was sent. That it refuses means that the gate was walked past, which is worth a line.
 */
function assertJudged(request: FastifyRequest, route: Route): void {
  if (request.judged === route.verb && (route.verb === "public" || request.signedIn !== null)) return;
  request.server.log.error({ route: `${route.method} ${route.path}` }, "a request came past the gate");
  throw signInFirst();
}

/** The parts of a route were checked against each other where it was declared; here they are put together again. */
function call(route: Route, given: (Asking | Doing | Visit) & Given): Promise<unknown> {
  return (route.handle as (it: typeof given) => Promise<unknown>)(given);
}

function readerOf(route: Route): (request: FastifyRequest) => Promise<Given> {
  const params = shapeOf(route.params ?? NOTHING);
  const query = shapeOf(route.query ?? NOTHING);
  const body = shapeOf(route.body ?? NOTHING);
  return async (request) => {
    const given = {
      params: params.readTexts(request.params as Record<string, unknown>),
      query: query.readTexts(request.query as Record<string, unknown>),
    };
    if (route.upload) {
      const { files, fields } = await readForm(request, route.upload);
      return { ...given, body: body.readTexts(fields), files };
    }
    if (route.method === "GET") return { ...given, body: {}, files: [] };
    return { ...given, body: body.read(request.body ?? (route.body ? null : {})), files: [] };
  };
}

function visitOf(house: House, request: FastifyRequest, reply: FastifyReply): Visit {
  return {
    house,
    actor: request.signedIn?.actor ?? null,
    requestId: request.id,
    today: house.clock.today(),
    sessionToken: sessionTokenOf(request),
    deviceToken: deviceTokenOf(request),
    userAgent: (request.headers["user-agent"] ?? "").toWellFormed().replaceAll("\0", "").slice(0, 200),
    setSession: (token, maxAge) =>
      token === null ? clearSessionCookie(request, reply) : setSessionCookie(request, reply, token, maxAge),
    setDevice: (token) => setDeviceCookie(request, reply, token),
  };
}

const isNothing = (answer: unknown): boolean => answer === null || answer === undefined;

function send(reply: FastifyReply, answer: unknown): FastifyReply {
  if (isNothing(answer)) return reply.code(204).send();
  return reply.type("application/json; charset=utf-8").send(answer);
}

async function sendFile(reply: FastifyReply, file: Download): Promise<FastifyReply> {
  void reply
    .header("content-disposition", file.disposition)
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "no-store")
    .type(file.mediaType);
  if (Buffer.isBuffer(file.content)) return reply.send(file.content);
  const stream = file.content instanceof Readable ? file.content : Readable.from(file.content, { objectMode: false });
  void reply.send(stream);
  // A reader who hangs up ends the stream early; the transaction then simply closes.
  await finished(stream, { writable: false }).catch((error: unknown) =>
    reply.log.info({ err: error }, "download ended early"),
  );
  return reply;
}

/** The header that carries the key of a deed, after the draft of the IETF of this name. */
export const ONCE = "idempotency-key";
