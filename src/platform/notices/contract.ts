import { type Static, Type } from "typebox";
import { Id, Or } from "#platform/http/shapes.ts";

export const Notice = Type.Object({
  id: Id,
  kind: Type.String(),
  term: Type.String({ description: "通知种类的名称" }),
  title: Type.String({ description: "标题" }),
  body: Type.String({ description: "内容" }),
  link: Or(Type.String(), { description: "处理这件事的页面" }),
  why: Type.String({ description: "为什么收到、怎样关闭" }),
  createdAt: Type.String({ format: "date-time" }),
  readAt: Or(Type.String({ format: "date-time" })),
  settledAt: Or(Type.String({ format: "date-time" }), {
    description: "等着办的事办结的时间，不论由谁办的",
  }),
});
export type Notice = Static<typeof Notice>;

export const Notices = Type.Object({
  notices: Type.Array(Notice),
  unread: Type.Integer(),
  kinds: Type.Array(
    Type.Object({
      kind: Type.String(),
      term: Type.String(),
      about: Type.String({ description: "这种通知是什么" }),
      muted: Type.Boolean({ description: "已关闭" }),
    }),
  ),
});
export type Notices = Static<typeof Notices>;

export const NoticeChoices = Type.Object(
  {
    muted: Type.Array(Type.String({ maxLength: 100, description: "通知种类" }), {
      maxItems: 50,
      description: "要关闭的通知种类",
    }),
  },
  { additionalProperties: false },
);
export type NoticeChoices = Static<typeof NoticeChoices>;

export const NoticesRead = Type.Object({ read: Type.Integer({ description: "标为已读的条数" }) });
export type NoticesRead = Static<typeof NoticesRead>;
