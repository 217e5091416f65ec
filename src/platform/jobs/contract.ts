import { type Static, Type } from "typebox";
import { Id, Or } from "#platform/http/shapes.ts";

export const Job = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String({ description: "做什么" }),
  state: Type.Union(
    (["waiting", "running", "done", "failed", "cancelled"] as const).map((it) => Type.Literal(it)),
    { description: "等待、进行中、完成、失败、已取消" },
  ),
  done: Type.Integer(),
  total: Or(Type.Integer(), { description: "总数，还不知道时为空" }),
  note: Type.String({ description: "进展或结果的说明" }),
  cancelling: Type.Boolean({ description: "已请求取消，还没有停下" }),
  hasResultFile: Type.Boolean(),
  result: Type.Unknown({ description: "结果，随工作种类而不同" }),
  createdAt: Type.String({ format: "date-time" }),
  finishedAt: Or(Type.String({ format: "date-time" })),
});
export type Job = Static<typeof Job>;
export const Jobs = Type.Array(Job);
export type Jobs = Static<typeof Jobs>;
