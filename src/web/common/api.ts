import { type Address, type AnswerOf, type BodyOf, filled, type GivenOf } from "#platform/http/address.ts";
import type { provisionView } from "#shared/finding.ts";
import { BY_ITSELF, isByItself } from "#web/common/activity.ts";
import { sendOnce } from "#web/common/once.ts";
import { saveBlob } from "#web/common/save.ts";

/** A provision as it arrives with a view or a refusal. */
export type ProvisionView = ReturnType<typeof provisionView>;

/** The one way to the server: JSON in and out, problem documents thrown as `Problem`. */

export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** An RFC 9457 problem as the server tells it, or our own words when it could not be asked. */
export class Problem extends Error {
  override name = "Problem";
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly provision: ProvisionView | null;
  readonly requestId: string | null;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Record<string, unknown>) {
    const title = typeof body["title"] === "string" ? body["title"] : "没有办成";
    super(title);
    this.status = status;
    this.title = title;
    this.slug = typeof body["type"] === "string" ? (body["type"].split("/").at(-1) ?? "unknown") : "unknown";
    this.detail = typeof body["detail"] === "string" ? body["detail"] : "";
    this.faults = Array.isArray(body["errors"]) ? (body["errors"] as Fault[]) : [];
    this.provision = (body["provision"] as ProvisionView | undefined) ?? null;
    this.requestId = typeof body["requestId"] === "string" ? body["requestId"] : null;
    this.extra = body;
  }

  /** The sentence that belongs to one field of the form, by JSON pointer or bare name. */
  faultOf(field: string): string | undefined {
    return this.faults.find((it) => it.pointer.replace(/^\//, "").replaceAll("/", ".") === field)?.message;
  }
}

const unreachable = (method = "POST"): Problem =>
  new Problem(0, {
    type: "/problems/unreachable",
    title: "连不上服务器",
    detail:
      method === "GET"
        ? "内容没有读到，也没有改动任何内容。请检查网络，稍后再试一次；一直这样，请告诉系统管理员。"
        : "没有收到答复，刚才的操作可能没有保存。请检查网络，稍后原样再提交一次；如果其实已经保存，不会重复。填写的内容还在本页上。",
  });

type SignedOut = () => void;
let onSignedOut: SignedOut = () => undefined;

/** What to do when a session has ended (401): the desk keeps the address and shows the sign-in page. */
export function whenSignedOut(act: SignedOut): void {
  onSignedOut = act;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Address with its query; empty values are left out, so that addresses stay short and comparable. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

interface Sending {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Sign-in itself answers 401: then nobody is sent to the sign-in page. */
  readonly stay?: boolean;
}

/** What every request of a page says of itself. */
function headersOf(method: string): Record<string, string> {
  return { ...(method === "GET" ? {} : { "x-lianxin": "1" }), ...(isByItself() ? { [BY_ITSELF]: "1" } : {}) };
}

/** Whether the server may have done it all the same. */
const isLost = (fault: unknown): boolean => !(fault instanceof Problem) || fault.status === 0 || fault.status >= 500;

function ask<T>(path: string, sending: Sending): Promise<T> {
  // Signing in is no deed, and a password is not kept for later.
  if ((sending.method ?? "GET") === "GET" || sending.stay === true) return fetched<T>(path, sending, {});
  const deed = `${sending.method} ${path} ${JSON.stringify(sending.body)}`;
  return sendOnce(deed, (key) => fetched<T>(path, sending, { "idempotency-key": key }), isLost);
}

async function fetched<T>(path: string, sending: Sending, more: Readonly<Record<string, string>>): Promise<T> {
  const method = sending.method ?? "GET";
  const headers: Record<string, string> = {
    accept: "application/json, application/problem+json",
    ...headersOf(method),
    ...more,
  };
  if (sending.body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (sending.body !== undefined) {
    const body = JSON.stringify(sending.body);
    init.body = body;
    // A deed on its way arrives also when the page is left meanwhile; browsers carry 64 KB so, for all together.
    init.keepalive = body.length < 5_000;
  }
  if (sending.signal) init.signal = sending.signal;
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") throw fault;
    throw unreachable(method);
  }
  if (answer.status === 204) return undefined as T;
  const type = answer.headers.get("content-type") ?? "";
  const body: unknown = type.includes("json") ? await answer.json().catch(() => null) : null;
  if (answer.ok) return body as T;
  if (answer.status === 401 && sending.stay !== true) onSignedOut();
  if (body !== null && typeof body === "object") throw new Problem(answer.status, body as Record<string, unknown>);
  throw new Problem(answer.status, {
    title: answer.status >= 500 ? "服务器出了差错" : "没有办成",
    detail:
      answer.status >= 500 ? "不是您的操作有误。请稍后再试；若一直如此，请告诉系统管理员。" : "请刷新本页再试一次。",
  });
}

type Asked = Address<"GET">;
type Sent = Address<"POST" | "PUT" | "PATCH" | "DELETE">;
type Empty = Readonly<Record<never, never>>;

/** What must be said to be understood at an address; nothing where nothing is left open. */
export type Saying<A extends Address, More extends readonly unknown[] = []> =
  Empty extends GivenOf<A> ? readonly [given?: GivenOf<A>, ...more: More] : readonly [given: GivenOf<A>, ...more: More];

/** The address itself, for a link to a file and as the key of an answer. */
export function hrefOf<A extends Asked>(at: A, ...[given]: Saying<A>): string {
  const { path, query } = filled(at, given ?? {});
  return address(path, query as Query);
}

/** Asks at a filled address, where that is the key under which the answer is kept. */
export const read = <T>(href: string, signal?: AbortSignal): Promise<T> => ask<T>(href, signal ? { signal } : {});

/** Asks what an address of a contract answers. */
export function askAt<A extends Asked>(at: A, given: GivenOf<A>, signal?: AbortSignal): Promise<AnswerOf<A>> {
  return read<AnswerOf<A>>(hrefOf(at, given), signal);
}

/** Does what lies at an address of a contract; `body` is null where none is read. `stay`: see {@link Sending}. */
export function sendTo<A extends Sent>(at: A, given: GivenOf<A>, body: BodyOf<A>, stay = false): Promise<AnswerOf<A>> {
  const { path, query } = filled(at, given);
  const sent = at.method === "DELETE" ? {} : { body: body ?? {} };
  return ask<AnswerOf<A>>(address(path, query as Query), { method: at.method, ...sent, stay });
}

/** Files with progress: fetch cannot tell how much of a body is gone, XMLHttpRequest can. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  const parts = [...form].map(([name, it]) =>
    typeof it === "string" ? [name, it] : [name, it.name, it.size, it.lastModified],
  );
  return sendOnce(
    `POST ${path} ${JSON.stringify(parts)}`,
    (key) => uploaded<T>(path, form, onProgress, { ...headersOf("POST"), "idempotency-key": key }),
    isLost,
  );
}

function uploaded<T>(
  path: string,
  form: FormData,
  onProgress: (share: number) => void,
  headers: Readonly<Record<string, string>>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (it) => {
      if (it.lengthComputable) onProgress(it.loaded / it.total);
    });
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response as T);
      if (request.status === 401) onSignedOut();
      reject(new Problem(request.status, (request.response ?? {}) as Record<string, unknown>));
    });
    request.send(form);
  });
}

/** A file that the server writes, saved under the name it gives; the refusal is a problem like any other. */
export async function download(path: string, query: Query = {}, method: "GET" | "POST" = "POST"): Promise<void> {
  const answer = await fetch(address(path, query), {
    method,
    headers: headersOf(method),
    credentials: "same-origin",
  }).catch(() => {
    throw unreachable();
  });
  if (!answer.ok) {
    if (answer.status === 401) onSignedOut();
    throw new Problem(answer.status, ((await answer.json().catch(() => ({}))) ?? {}) as Record<string, unknown>);
  }
  saveBlob(await answer.blob(), nameIn(answer.headers.get("content-disposition") ?? "") ?? "导出");
}

/** The name in a Content-Disposition (RFC 6266), the encoded form first. */
function nameIn(disposition: string): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? null;
}
