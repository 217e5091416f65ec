import { type FileAnswer, file, get, of, post, remove } from "#platform/http/address.ts";
import type { ListAsked, ListView, NewSavedView, RegisterView, SavedView } from "./contract.ts";

export const registers = get("/api/registers", "我能看的台账及其栏目", of<readonly RegisterView[]>());

// Every register has these three. Its title is for the reference; pages have no need of it.

/** The rows of a register by its id: `useAsk(listOf("members"), { q })`. */
export const listOf = (id: string, title = "") =>
  get(`/api/registers/${id}`, `${title}：查询（按页）`, of<ListView>(), of<ListAsked>());
export const templateOf = (id: string, title = "") => file(`/api/registers/${id}/template`, `${title}：下载空白模板`);
export const exportOf = (id: string, title = "") => ({
  ...post(`/api/registers/${id}/export`, `${title}：导出当前条件下的全部行`, {
    answer: of<FileAnswer>(),
    query: of<ListAsked>(),
  }),
  isFile: true as const,
});

export const views = get("/api/views", "我保存的视图", of<readonly SavedView[]>());
export const viewSaving = post("/api/views", "保存视图（同名覆盖）", {
  body: of<NewSavedView>(),
  answer: of<SavedView>(),
});
export const viewDropping = remove("/api/views/:id", "删除视图");
