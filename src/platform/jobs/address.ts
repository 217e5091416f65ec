import { file, get, of, post } from "#platform/http/address.ts";
import type { Job, Jobs } from "./contract.ts";

export const jobs = get("/api/jobs", "我提交的长时间工作，最近的在前", of<Jobs>());
export const job = get("/api/jobs/:id", "一项工作的进展", of<Job>());
export const jobResult = file("/api/jobs/:id/result", "下载一项工作的结果文件");
export const jobCancelling = post("/api/jobs/:id/cancelling", "取消一项工作；已经保存的部分仍然有效", {
  answer: of<Job>(),
});
