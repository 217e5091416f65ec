import { type Static, Type } from "typebox";

export const Notice = Type.Object({
  id: Type.String({ format: "uuid" }),
  kind: Type.String(),
  title: Type.String({ description: "标题" }),
  body: Type.String({ description: "内容" }),
  link: Type.Union([Type.String(), Type.Null()], { description: "处理这件事的页面" }),
  why: Type.String({ description: "为什么收到、怎样关闭" }),
  createdAt: Type.String({ format: "date-time" }),
  readAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
});
export type Notice = Static<typeof Notice>;

export const Notices = Type.Object({
  notices: Type.Array(Notice),
  unread: Type.Integer(),
  muted: Type.Array(Type.String(), { description: "已关闭的通知种类" }),
});
export type Notices = Static<typeof Notices>;

export const NoticeChoices = Type.Object(
  {
    muted: Type.Array(Type.String({ pattern: "^[a-z][a-z-]{0,40}$" }), {
      maxItems: 50,
      description: "要关闭的通知种类",
    }),
  },
  { additionalProperties: false },
);
export type NoticeChoices = Static<typeof NoticeChoices>;
