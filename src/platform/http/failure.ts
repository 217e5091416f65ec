import { OutOfReach } from "#platform/database/classes.ts";
import { DayOutside } from "#shared/day.ts";
import { Problem } from "./problem.ts";
import { zh } from "./zh.ts";

/** What a constraint of a module means when it refuses: slug and Chinese sentences. Keys are names of constraints. */
export type ConstraintProblems = Readonly<
  Record<string, { readonly slug: string; readonly title: string; readonly detail: string }>
>;

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
}

/**
 * The refusal that a thrown value means, or null when it is a fault of ours (500). The database does much of the
 * refusing: constraint names and SQLSTATEs become sentences here, so that no act repeats what a constraint already says.
 */
export function problemOf(error: unknown, constraints: ConstraintProblems): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof OutOfReach) return new Problem("absent", "absent", zh.absent.title, zh.absent.detail);
  // Days of the calendar's very edge are days; what would be due a month after them is none.
  if (error instanceof DayOutside) {
    const { title, detail } = zh.database.faultyValue;
    return new Problem("unreadable", "faulty-value", title, detail);
  }
  const refusal = databaseError(error);
  if (refusal !== null) return databaseProblem(refusal, constraints);
  return frameworkProblem(error);
}

function databaseError(error: unknown): DatabaseError | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  // SQLSTATEs are five characters; codes of Node and of Fastify are words with underscores or longer.
  if (!/^[0-9A-Z]{5}$/.test(error.code) || /^E[A-Z]{4}$/.test(error.code)) return null;
  const constraint = "constraint" in error && typeof error.constraint === "string" ? error.constraint : undefined;
  return { code: error.code, ...(constraint === undefined ? {} : { constraint }) };
}

function databaseProblem(error: DatabaseError, constraints: ConstraintProblems): Problem | null {
  const { database: texts } = zh;
  const named = error.constraint === undefined ? undefined : constraints[error.constraint];
  switch (error.code) {
    case "23505":
      return new Problem(
        "conflict",
        named?.slug ?? "exists-already",
        named?.title ?? texts.exists.title,
        named?.detail ?? texts.exists.detail,
      );
    case "23503":
      return new Problem(
        "conflict",
        named?.slug ?? "linked",
        named?.title ?? texts.linked.title,
        named?.detail ?? texts.linked.detail,
      );
    case "23P01":
      return new Problem(
        "conflict",
        named?.slug ?? "overlaps",
        named?.title ?? texts.overlaps.title,
        named?.detail ?? texts.overlaps.detail,
      );
    case "23514":
      return new Problem(
        "refused",
        named?.slug ?? "refused-value",
        named?.title ?? texts.refusedValue.title,
        named?.detail ?? texts.refusedValue.detail,
      );
    case "23502":
      return new Problem("refused", "missing-value", texts.missing.title, texts.missing.detail);
    case "40001":
    case "40P01":
      return new Problem("conflict", "overtaken", texts.overtaken.title, texts.overtaken.detail);
    case "55P03":
      return new Problem("conflict", "busy", texts.busy.title, texts.busy.detail);
    case "57014":
      return new Problem("unavailable", "took-too-long", texts.tookTooLong.title, texts.tookTooLong.detail);
    // The second wall (row level security) refused what the first let through; outside it looks like absence.
    case "42501":
      return new Problem("absent", "absent", zh.absent.title, zh.absent.detail);
    case "53300":
    case "57P01":
    case "57P02":
    case "57P03":
      return new Problem("unavailable", "unavailable", zh.unavailable.title, zh.unavailable.detail);
  }
  if (error.code.startsWith("22"))
    return new Problem("unreadable", "faulty-value", texts.faultyValue.title, texts.faultyValue.detail);
  if (error.code.startsWith("08"))
    return new Problem("unavailable", "unavailable", zh.unavailable.title, zh.unavailable.detail);
  return null;
}

const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;

function frameworkProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  switch (code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new Problem("unreadable", "unreadable", zh.unreadableJson.title, zh.unreadableJson.detail);
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem("tooLarge", "too-large", zh.tooLarge.title, zh.tooLarge.detail);
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_CTP_INVALID_TYPE":
      return new Problem("unsupported", "wrong-media-type", zh.wrongMediaType.title, zh.wrongMediaType.detail);
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_URL_LENGTH":
    case "FST_ERR_ASYNC_CONSTRAINT":
      return new Problem("unreadable", "unreadable-address", zh.unreadableAddress.title, zh.unreadableAddress.detail);
  }
  if (code.startsWith("FST_FILES_LIMIT") || code.startsWith("FST_PARTS_LIMIT") || code.startsWith("FST_FIELDS_LIMIT")) {
    return new Problem("tooLarge", "too-large", zh.tooLarge.title, zh.tooLarge.detail);
  }
  if (code === "FST_REQ_FILE_TOO_LARGE")
    return new Problem("tooLarge", "too-large", zh.tooLarge.title, zh.tooLarge.detail);
  if (code === "FST_PROTO_VIOLATION" || code === "FST_INVALID_MULTIPART_CONTENT_TYPE") {
    return new Problem("unreadable", "unreadable", zh.unreadableForm.title, zh.unreadableForm.detail);
  }
  if (UNREACHABLE.test(code) || /timeout exceeded when trying to connect|Connection terminated/.test(error.message)) {
    return new Problem("unavailable", "unavailable", zh.unavailable.title, zh.unavailable.detail);
  }
  // Anything else the framework itself answers with a client's status (unexpected end of form, broken JSON).
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status === 413) return new Problem("tooLarge", "too-large", zh.tooLarge.title, zh.tooLarge.detail);
  if (status === 415)
    return new Problem("unsupported", "wrong-media-type", zh.wrongMediaType.title, zh.wrongMediaType.detail);
  if (status >= 400 && status < 500)
    return new Problem("unreadable", "unreadable", zh.unreadableJson.title, zh.unreadableJson.detail);
  return null;
}
