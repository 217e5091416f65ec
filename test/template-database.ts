import { lstatSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Cluster, OWNER, openCluster } from "#platform/database/embedded.ts";
import { DatabaseRefusal } from "#platform/database/refusal.ts";
import { dropDatabase, dropLeftovers, ensureTemplate, newName, type TestServer } from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
    /** What is this run's alone: how its databases begin, and a folder that goes with it. */
    run: { readonly name: string; readonly folder: string };
  }
}

/**
 * One server per test run: TEST_DATABASE_URL, or an embedded cluster without fsync that is kept between runs for its
 * template database. The cluster's leash stops it even when the run is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["TEST_DATABASE_URL"];
  const cluster = url === undefined || url === "" ? await freeCluster() : null;
  const server: TestServer =
    cluster === null
      ? { kind: "server", url: url ?? "" }
      : { kind: "embedded", connection: { ...cluster.connection }, maintenance: OWNER };
  try {
    await dropLeftovers(server);
    await ensureTemplate(server);
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), "lianxin-run-"));
  const name = newName();
  project.provide("testServer", server);
  project.provide("run", { name, folder });
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await dropDatabase(server, `${name}_demo`);
    await cluster?.stop();
  };
}

/** Runs at the same time (another checkout, another terminal) each take the first cluster nobody holds. */
async function freeCluster(): Promise<Cluster> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `lianxin-test-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (process.platform !== "win32" && lstatSync(folder).uid !== uid) {
    throw new Error(`${folder} belongs to somebody else; set TMPDIR to a folder of your own`);
  }
  for (let slot = 1; ; slot += 1) {
    try {
      return await openCluster(join(folder, String(slot)), { throwaway: true });
    } catch (error) {
      if (!(error instanceof DatabaseRefusal && slot < 8)) throw error;
    }
  }
}
