import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Cluster, OWNER, openCluster } from "#platform/database/embedded.ts";
import { DatabaseRefusal } from "#platform/database/refusal.ts";
import {
  dropDatabase,
  dropLeftovers,
  ensureTemplate,
  filledTemplateName,
  newName,
  type TestServer,
} from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
    /** What is this run's alone: how its databases begin, and a folder that goes with it. */
    run: { readonly name: string; readonly folder: string };
    /** Databases that the program fills, made by the first suite that asks: to be copied. */
    filled: {
      /** Holds the organisations of the workbook. */
      readonly zone: string;
      /** Holds the demo zone; its data folder goes with it. */
      readonly demo: { readonly name: string; readonly folder: string };
    };
  }
}

/**
 * One server per test run: TEST_DATABASE_URL, or an embedded cluster without fsync that is kept between runs for its
 * template database. The cluster's leash stops it even when the run is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["TEST_DATABASE_URL"];
  const free = url === undefined || url === "" ? await freeCluster() : null;
  const cluster = free?.cluster ?? null;
  const server: TestServer =
    cluster === null
      ? { kind: "server", url: url ?? "" }
      : { kind: "embedded", connection: { ...cluster.connection }, maintenance: OWNER };
  const folder = mkdtempSync(join(tmpdir(), "lianxin-run-"));
  const name = newName();
  const begin = filledTemplateName();
  const zone = `${begin}_zone`;
  // Its keys lie in a folder of this machine: kept where the cluster is kept, on a server this run's alone.
  const demo =
    free === null
      ? { name: `${name}_demo`, folder: join(folder, "demo") }
      : { name: `${begin}_demo`, folder: `${free.folder}-${begin}_demo` };
  try {
    if (free !== null) dropFolders(free.folder, demo.folder);
    await dropLeftovers(server, existsSync(demo.folder) ? [zone, demo.name] : [zone]);
    await ensureTemplate(server);
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
  project.provide("testServer", server);
  project.provide("run", { name, folder });
  project.provide("filled", { zone, demo });
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    if (free === null) await dropDatabase(server, demo.name);
    await cluster?.stop();
  };
}

/** Runs at the same time (another checkout, another terminal) each take the first cluster nobody holds. */
async function freeCluster(): Promise<{ readonly cluster: Cluster; readonly folder: string }> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `lianxin-test-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (process.platform !== "win32" && lstatSync(folder).uid !== uid) {
    throw new Error(`${folder} belongs to somebody else; set TMPDIR to a folder of your own`);
  }
  for (let slot = 1; ; slot += 1) {
    try {
      const own = join(folder, String(slot));
      return { cluster: await openCluster(own, { throwaway: true }), folder: own };
    } catch (error) {
      if (!(error instanceof DatabaseRefusal && slot < 8)) throw error;
    }
  }
}

/** Whoever holds a cluster holds the data folders beside it: removes all but the one wanted now. */
function dropFolders(cluster: string, wanted: string): void {
  for (const it of readdirSync(dirname(cluster))) {
    const path = join(dirname(cluster), it);
    if (path.startsWith(`${cluster}-`) && path !== wanted) rmSync(path, { recursive: true, force: true });
  }
}
