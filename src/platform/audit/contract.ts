import { type Static, Type } from "typebox";
import { Id, Or } from "#platform/http/shapes.ts";

export const AuditEntry = Type.Object({
  id: Id,
  number: Type.Integer({ description: "日志编号" }),
  at: Type.String({ format: "date-time" }),
  actor: Type.String({ description: "谁" }),
  sentence: Type.String({ description: "做了什么" }),
  event: Type.String(),
  verb: Type.String(),
  organizationId: Or(Type.String()),
  target: Type.Object({ kind: Type.String(), id: Or(Type.String()), name: Or(Type.String()) }),
  details: Type.Unknown({ description: "当时的细节" }),
  requestId: Or(Type.String()),
  persons: Type.Array(Id, { description: "涉及的人员（限您能看到的）" }),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditVerification = Type.Object({
  ok: Type.Boolean({ description: "没有发现改动" }),
  events: Type.Integer({ description: "核验的日志条数" }),
  seals: Type.Integer({ description: "核验的封存次数" }),
  pending: Type.Integer({ description: "刚刚记录、还没有封存的条数" }),
  faultCount: Type.Integer({ description: "发现的问题数" }),
  faults: Type.Array(
    Type.Object({
      kind: Type.String(),
      seal: Type.Optional(Type.Integer()),
      toSeal: Type.Optional(Type.Integer()),
      eventNumber: Type.Optional(Type.Number()),
      at: Type.Optional(Type.String()),
      sentence: Type.String({ description: "哪里不对、意味着什么" }),
    }),
    { description: "前一千个问题" },
  ),
});
export type AuditVerification = Static<typeof AuditVerification>;

export const OwnTrace = Type.Object({
  lines: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Type.String({ format: "date-time" }),
      actor: Type.String(),
      sentence: Type.String({ description: "谁做了什么" }),
      own: Type.Boolean({ description: "是本人做的" }),
    }),
  ),
  next: Or(Type.Integer(), { description: "再往前翻时的 before" }),
});
export type OwnTrace = Static<typeof OwnTrace>;
export const TraceFilter = Type.Object(
  { before: Type.Optional(Type.Integer({ minimum: 1, description: "只看这个编号之前的" })) },
  { additionalProperties: false },
);
export type TraceFilter = Static<typeof TraceFilter>;
