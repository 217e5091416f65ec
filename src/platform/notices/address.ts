import { get, of, post, put } from "#platform/http/address.ts";
import type { NoticeChoices, Notices, NoticesRead } from "./contract.ts";

export const notices = get("/api/notices", "给我的通知，未读在前", of<Notices>());
export const noticeReading = post("/api/notices/:id/reading", "把一条通知标为已读");
export const noticesReading = post("/api/notices/reading", "把全部通知标为已读", { answer: of<NoticesRead>() });
export const noticeChoices = put("/api/notices/choices", "选择不再接收哪些种类的通知", { body: of<NoticeChoices>() });
