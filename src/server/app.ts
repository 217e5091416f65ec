import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { nobodysHash } from "#platform/access/index.ts";
import { type AppOptions, buildApp } from "#platform/http/app.ts";
import { settingOf } from "#platform/setting.ts";
import { contractNames } from "./contract-names.ts";
import { appOptionsOf, type OpenHouse } from "./house.ts";
import { routesOf } from "./modules.ts";

/** Where `vite build` puts the pages. */
const WEB = fileURLToPath(new URL("../../dist/web", import.meta.url));

/** The server of a house with all its parts, not listening yet. */
export async function appOf(it: OpenHouse, options: AppOptions = {}): Promise<FastifyInstance> {
  await nobodysHash();
  return await buildApp(it.house, routesOf(it.parts), {
    webFolder: WEB,
    metricsToken: process.env["LIANXIN_METRICS_TOKEN"] ?? null,
    trustProxy: settingOf("LIANXIN_TRUST_PROXY", { "1": true, "0": false }, false),
    names: await contractNames(),
    ...appOptionsOf(it),
    ...options,
  });
}
