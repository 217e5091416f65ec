import { systemClock } from "#platform/clock/index.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { embeddedPools, serverPools } from "#platform/database/open.ts";
import type { House } from "#platform/house.ts";
import { startWorker } from "./worker.ts";

/** Run by a test as a process of its own: takes up jobs of the kind `poison`, which kills whoever runs it, without a word. */
const { server, database } = JSON.parse(process.argv[2] ?? "") as {
  server: { kind: "server"; url: string } | { kind: "embedded"; connection: Parameters<typeof embeddedPools>[0] };
  database: string;
};
const url = server.kind === "server" ? Object.assign(new URL(server.url), { pathname: `/${database}` }) : null;
const pools =
  server.kind === "embedded" ? embeddedPools(server.connection, database) : serverPools(url?.href ?? server.url);
const door = new Door(pools.appPool, await loadClasses(pools.ownerPool));
await startWorker({
  house: { door, clock: systemClock } as unknown as House,
  pool: pools.ownerPool,
  kinds: [
    {
      kind: "poison",
      title: "毒药",
      run: () => {
        process.kill(process.pid, "SIGKILL");
        return new Promise(() => {});
      },
    },
  ],
  timetable: [],
  actorFor: (accountId) =>
    Promise.resolve({
      accountId,
      personId: null,
      name: "李",
      system: null,
      grants: [],
      opened: [],
      sessionId: null,
    }),
});
