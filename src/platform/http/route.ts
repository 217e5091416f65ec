import type { TSchema } from "typebox";
import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";

/** A question under way: a read-only transaction within the scope of a verb. */
export interface Asking {
  readonly house: House;
  readonly tx: Reader;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly verb: string;
  readonly today: Day;
  readonly requestId: string | null;
}

/**
 * A call of somebody who need not be signed in: no transaction is open, so that a call that waits (a password being
 * hashed) holds no connection. The few open routes open their own transactions under the name of a system job.
 */
export interface Visit {
  readonly house: House;
  /** The signed-in person, if there is one. */
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly today: Day;
  /** Token of the session and of the device, as the cookies bring them. */
  readonly sessionToken: string | null;
  readonly deviceToken: string | null;
  /** What the browser says it is; cut to 200 characters. */
  readonly userAgent: string;
  setSession(token: string | null, maxAgeSeconds: number): void;
  setDevice(token: string): void;
}

/** A file of a multipart upload, whole in memory. `name` is as the person's machine named it, without folders. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** How much a route takes: files, bytes of one file, bytes of all together. */
export interface UploadLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
}

/**
 * What a deed answers to a key it knows (platform/once): what it answered first, unless it says `shown-once`: then nothing
 * of the answer is kept, because it holds what is shown to one person at one moment. `by-itself`: takes no key.
 */
export type Repeats = "shown-once" | "by-itself";

/** A route as the table holds it: its parts were checked against each other where it was declared. */
export interface Route {
  readonly kind: "question" | "deed" | "opening";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly verb: string;
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly response: TSchema;
  readonly rate?: "ordinary" | "sign-in" | "heavy";
  readonly tells?: readonly string[];
  readonly status?: 200 | 201 | 202;
  readonly upload?: UploadLimits;
  readonly repeats?: Repeats;
  readonly anonymous?: true;
  readonly background?: true;
  handle(it: never): Promise<unknown>;
}
