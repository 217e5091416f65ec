declare module "pg-copy-streams" {
  import type { Readable, Writable } from "node:stream";
  import type { Submittable } from "pg";

  /** `client.query(to("copy … to stdout"))`: a stream of what the server sends. */
  export function to(sql: string): Readable & Submittable;
  /** `client.query(from("copy … from stdin"))`: a stream into the table. */
  export function from(sql: string): Writable & Submittable;
}
