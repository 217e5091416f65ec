import { Type } from "typebox";
import { absent } from "#platform/http/problem.ts";
import { question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { AuditEntry, AuditVerification, OwnTrace } from "./contract.ts";
import { eventOf, subjectsOf } from "./queries.ts";

const PAGE = 50;

export const routes: Route[] = [
  question({
    path: "/api/audit/verification",
    verb: "audit.chain.verify",
    summary: "核验操作日志：逐条对照封存，指出被改动、删除或插入的位置",
    response: AuditVerification,
    rate: "heavy",
    handle: async ({ house }) => {
      const { faults, ...rest } = await house.audit.verify();
      return { ...rest, faults: [...faults] };
    },
  }),
  question({
    path: "/api/audit/:id",
    verb: "audit.event.read",
    summary: "一条操作日志的细节",
    params: Type.Object({ id: Id }),
    response: AuditEntry,
    handle: async ({ tx, house, params }) => {
      const event = await eventOf(tx, params.id);
      if (!event) throw absent("日志");
      return {
        ...event,
        at: event.at.toISOString(),
        sentence: house.audit.sentences.of(event),
        target: { kind: event.targetKind, id: event.targetId, name: event.targetName },
        persons: await subjectsOf(tx, event.number),
      };
    },
  }),
  question({
    path: "/api/own/trace",
    verb: "own",
    summary: "谁看过、改过我的记录",
    query: Type.Object(
      { before: Type.Optional(Type.Integer({ minimum: 1, description: "只看这个编号之前的" })) },
      { additionalProperties: false },
    ),
    response: OwnTrace,
    handle: async ({ house, actor, query }) => {
      const { personId, accountId } = actor;
      if (personId === null) return { lines: [], next: null };
      const page = { before: query.before ?? null, limit: PAGE };
      const lines = await house.audit.trace(house.door, { personId, accountId }, page);
      return {
        lines: lines.map((it) => ({ ...it, at: it.at.toISOString() })),
        next: lines.length === PAGE ? (lines.at(-1)?.number ?? null) : null,
      };
    },
  }),
];
