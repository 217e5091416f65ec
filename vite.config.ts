import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: "src/web",
  plugins: [react()],
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
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores carry the whole suite: more workers only make real databases and browsers wait for each other. In CI one
    // file after another, so that a browser never waits for a neighbour's load.
    maxWorkers: process.env["CI"] ? 1 : 2,
    // A browser on a machine busy with other work may miss a moment once; twice is a fault.
    retry: process.env["CI"] ? 1 : 0,
  },
});
