import { openCluster } from "#platform/database/embedded.ts";

// A server reduced to its database: opens a data folder, tells what it found and waits to be stopped or killed.
const [folder = ""] = process.argv.slice(2);
try {
  const cluster = await openCluster(folder);
  console.log(JSON.stringify({ pid: cluster.pid(), adopted: cluster.adopted, folder: cluster.folder }));
  process.once("SIGTERM", () => {
    void cluster.stop().then(() => process.exit(0));
  });
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify({ refused: error instanceof Error ? error.message : String(error) }));
  process.exit(1);
}
