import { get, of, post, put } from "#platform/http/address.ts";
import type { NoticeChoices, Notices, NoticesRead } from "./contract.ts";

export const notices = get("/api/notices", of<Notices>());
export const noticeReading = post("/api/notices/:id/reading");
export const noticesReading = post("/api/notices/reading", { answer: of<NoticesRead>() });
export const noticeChoices = put("/api/notices/choices", { body: of<NoticeChoices>() });
