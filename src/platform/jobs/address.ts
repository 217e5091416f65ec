import { file, get, of, post } from "#platform/http/address.ts";
import type { Job, Jobs } from "./contract.ts";

export const jobs = get("/api/jobs", of<Jobs>());
export const job = get("/api/jobs/:id", of<Job>());
export const jobResult = file("/api/jobs/:id/result");
export const jobCancelling = post("/api/jobs/:id/cancelling", { answer: of<Job>() });
