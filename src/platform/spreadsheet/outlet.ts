import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes to a stream no faster than it takes, and rejects once it has failed or been closed by the other side. */
export class Outlet {
  readonly #stream: Writable;
  #failure: Error | null = null;
  readonly #remember = (fault: Error) => {
    this.#failure ??= fault;
  };

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on("error", this.#remember);
  }

  async write(chunk: Buffer): Promise<void> {
    this.#check();
    if (this.#stream.write(chunk)) return;
    const waiting = new AbortController();
    try {
      await Promise.race([
        once(this.#stream, "drain", { signal: waiting.signal }),
        once(this.#stream, "close", { signal: waiting.signal }),
      ]);
    } finally {
      waiting.abort();
    }
    this.#check();
  }

  /** Ends the stream and waits until everything has been handed over. */
  async end(): Promise<void> {
    this.#check();
    await new Promise<void>((resolve, reject) => {
      this.#stream.end((fault?: Error | null) => (fault ? reject(fault) : resolve()));
    });
    this.#stream.off("error", this.#remember);
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#stream.destroyed) throw new Error("the receiving stream was closed before everything was written");
  }
}
