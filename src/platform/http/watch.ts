import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ProgramVersion } from "#platform/version.ts";
import { noSuchAddress } from "./problem.ts";

/** Whether the house can work: the database answers and its tables are of this program's state. */
export interface Health {
  readonly database: boolean;
  readonly migrations: boolean;
}

/** Figures of the running process that are asked when /metrics is read. */
export interface Watched {
  readonly pools?: Readonly<Record<string, { totalCount: number; idleCount: number; waitingCount: number }>>;
  /** Number of jobs by state. */
  readonly jobs?: () => Promise<Readonly<Record<string, number>>>;
  /** Passwords waiting to be hashed. */
  readonly hashing?: () => number;
  /** Seconds since the newest backup; null when there is none. */
  readonly backupAge?: () => number | null;
}

/** Adds /health (200 or 503) and /metrics (Prometheus text; from this machine, or with the token). */
export function addWatch(
  app: FastifyInstance,
  it: {
    health: (() => Promise<Health>) | null;
    watched: Watched;
    token: string | null;
    trustsProxy: boolean;
    program: ProgramVersion;
  },
): void {
  app.get("/health", { config: { verb: "public", unasked: true } }, async (_, reply) => {
    const health = (await it.health?.().catch(() => ({ database: false, migrations: false }))) ?? {
      database: true,
      migrations: true,
    };
    const well = health.database && health.migrations;
    return reply
      .code(well ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: well ? "ok" : "unavailable", ...health, program: it.program });
  });

  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: "lianxin_request_seconds",
    help: "Time to answer, by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  app.addHook("onResponse", (request, reply, done) => {
    // A figure read every few seconds would say when each of them came.
    if (request.routeOptions.config?.anonymous === true) return done();
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? "none", status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
  addGauges(register, it.watched);
  app.get("/metrics", { config: { verb: "public", unasked: true } }, async (request, reply) => {
    if (!mayRead(request, it.token, it.trustsProxy)) throw noSuchAddress();
    return reply.type(register.contentType).send(await register.metrics());
  });
}

function addGauges(register: Registry, watched: Watched): void {
  const { pools, jobs, hashing, backupAge } = watched;
  if (pools) {
    const gauge = new Gauge({
      name: "lianxin_pool_connections",
      help: "Connections by pool and state",
      labelNames: ["pool", "state"],
      registers: [register],
      collect: () => {
        for (const [pool, counts] of Object.entries(pools)) {
          gauge.set({ pool, state: "total" }, counts.totalCount);
          gauge.set({ pool, state: "idle" }, counts.idleCount);
          gauge.set({ pool, state: "waiting" }, counts.waitingCount);
        }
      },
    });
  }
  if (jobs) {
    const gauge = new Gauge({
      name: "lianxin_jobs",
      help: "Jobs by state",
      labelNames: ["state"],
      registers: [register],
      collect: async () => {
        gauge.reset();
        for (const [state, count] of Object.entries(await jobs())) gauge.set({ state }, count);
      },
    });
  }
  if (backupAge) {
    const gauge: Gauge = new Gauge({
      name: "lianxin_backup_age_seconds",
      help: "Seconds since the newest backup in the folder; NaN when there is none",
      registers: [register],
      collect: () => gauge.set(backupAge() ?? Number.NaN),
    });
  }
  if (hashing) {
    const gauge: Gauge = new Gauge({
      name: "lianxin_hashing_waiting",
      help: "Passwords waiting to be hashed",
      registers: [register],
      collect: () => gauge.set(hashing()),
    });
  }
}

/** The socket's address, never a header's; behind a proxy everything comes from this machine, so only the token counts. */
function mayRead(request: FastifyRequest, token: string | null, trustsProxy: boolean): boolean {
  const given = request.headers.authorization?.replace(/^Bearer /, "");
  if (
    token !== null &&
    token !== "" &&
    given !== undefined &&
    given.length === token.length &&
    timingSafeEqual(
      Buffer.from(given.padEnd(token.length)).subarray(0, token.length),
      Buffer.from(token).subarray(0, token.length),
    )
  )
    return true;
  if (trustsProxy) return false;
  return ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "");
}
