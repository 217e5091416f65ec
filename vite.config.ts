import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Its shell and the pages that modules bring. */
const POCKET = /[\\/]src[\\/](web|modules[\\/].+)[\\/]pocket[\\/]/;
const IN_POCKET: Readonly<Record<string, string>> = {
  react: "preact/compat",
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom/client": "preact/compat/client",
};

/**
 * Pocket is drawn by Preact: the same components, a tenth of the weight, for cheap phones on slow networks
 * (docs/decisions/0010-preact-in-pocket.md). Nothing that Pocket shares with the desk draws.
 */
const preactInPocket: Plugin = {
  name: "preact-in-pocket",
  enforce: "pre",
  apply: "build",
  resolveId(source, importer) {
    const wanted = importer !== undefined && POCKET.test(importer) ? IN_POCKET[source] : undefined;
    return wanted === undefined ? null : this.resolve(wanted, importer);
  },
};

export default defineConfig({
  root: "src/web",
  plugins: [preactInPocket, react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The law on the weight of Pocket reads it.
    manifest: true,
    rolldownOptions: {
      input: {
        desk: resolve(import.meta.dirname, "src/web/index.html"),
        pocket: resolve(import.meta.dirname, "src/web/pocket/index.html"),
      },
    },
  },
  server: { proxy: { "/api": "http://localhost:8080" } },
  test: {
    root: ".",
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "demo/**/*.test.ts"],
    globalSetup: ["test/template-database.ts"],
    // A run that is under way at the hour of the nightly backup makes none.
    env: { LIANXIN_BACKUP_DAYS: "0" },
    // No test is timed: an end is set so that a hanging one is found, far beyond what a slow machine needs.
    testTimeout: 180_000,
    // A page on a busy machine answers late; what is polled for is a state, never a time.
    expect: { poll: { timeout: 30_000 } },
    // The first journey of a run makes the whole demo zone.
    hookTimeout: 900_000,
    // Two cores carry the whole suite: more workers only make real databases and browsers wait for each other.
    maxWorkers: 2,
  },
});
