import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { vi } from "vitest";
import { openBrowser } from "#test/browser.ts";

/** Parts of pages in a real browser, before a server that answers what each test says. */
const ORIGIN = "http://localhost:9";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}
export type Answering = (it: Asked) => { readonly status: number; readonly body: object | null };

/** One built page: everything it asks of `/api` but the session goes to `answer` and, unless it only reads, into `sent`. */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), "lianxin-components-"));
  readonly #name: string;
  #browser: Browser | null = null;
  #page: Page | null = null;
  sent: { path: string; body: unknown }[] = [];
  readonly faults: string[] = [];
  answer: Answering = () => ({ status: 404, body: {} });

  /** `name`: a folder beside this file with an index.html. */
  constructor(name: string) {
    this.#name = name;
  }

  get page(): Page {
    if (!this.#page) throw new Error("nothing is on the stage");
    return this.#page;
  }

  async open(): Promise<void> {
    vi.stubEnv("NODE_ENV", "production");
    await build({
      mode: "production",
      root: fileURLToPath(new URL(this.#name, import.meta.url)),
      configFile: false,
      plugins: [react()],
      logLevel: "error",
      build: { outDir: this.#folder, emptyOutDir: true, target: "es2022" },
    });
    vi.unstubAllEnvs();
    this.#browser = await openBrowser();
  }

  /** A new window at this place of the page, with nothing sent. */
  async show(at: string, viewport: { width: number; height: number }): Promise<void> {
    this.sent = [];
    await this.#page?.context().close();
    if (!this.#browser) throw new Error("the stage is not open");
    const context = await this.#browser.newContext({ viewport, reducedMotion: "reduce" });
    context.setDefaultTimeout(20_000);
    this.#page = await context.newPage();
    this.#page.on("pageerror", (error) => this.faults.push(error.message));
    await this.#page.route("**/*", async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/api/session")
        return await route.fulfill({
          json: {
            actor: null,
            grants: [],
            verbs: [],
            demo: null,
            today: "2026-11-30",
            zone: null,
            empty: false,
            program: "1.0.0",
          },
        });
      if (pathname.startsWith("/api/")) {
        const method = route.request().method();
        const asked = { method, path: pathname, body: route.request().postDataJSON() as unknown };
        if (method !== "GET") this.sent.push({ path: asked.path, body: asked.body });
        const { status, body } = this.answer(asked);
        return await route.fulfill({
          status,
          ...(body === null ? {} : { body: JSON.stringify(body) }),
          contentType: status < 400 ? "application/json" : "application/problem+json",
        });
      }
      const file = pathname === "/" ? "index.html" : pathname.slice(1);
      const body = await readFile(join(this.#folder, file)).catch(() => null);
      if (body === null) return await route.fulfill({ status: 404 });
      return await route.fulfill({ body, contentType: TYPES[extname(file)] ?? "application/octet-stream" });
    });
    await this.#page.goto(`${ORIGIN}${at}`);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
