/**
 * F2: 1,000 random manipulations of the audit by a database superuser, each to be found and located.
 * `node bench/audit-manipulation.ts [count] [seed]`; exits with 1 when one is not.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anchorFileOf } from "#platform/audit/anchor.ts";
import { openAudit } from "#platform/audit/book.ts";
import { openKeyring } from "#platform/audit/keyring.ts";
import { verifyAudit } from "#platform/audit/verification.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { migrate, openDatabase } from "#platform/database/index.ts";
import { attempt, fillAudit, seeded } from "#test/audit-manipulations.ts";

const count = Number(process.argv[2] ?? 1_000);
const seed = Number(process.argv[3] ?? 7);
const folder = mkdtempSync(join(tmpdir(), "lianxin-bench-"));
const db = await openDatabase({ dataFolder: folder });
try {
  await migrate(db.ownerPool);
  const door = new Door(db.appPool, await loadClasses(db.ownerPool));
  const keyring = openKeyring(join(folder, "keys"));
  const book = openAudit({ pool: db.ownerPool, keyring, dataFolder: folder, sentences: [] });
  const random = seeded(seed);
  await fillAudit(door, book.sealer, random, 60);
  const start = performance.now();
  const kinds = new Map<string, number>();
  let missed = 0;
  for (let round = 0; round < count; round += 1) {
    const { name, found, result } = await attempt(db.ownerPool, random, (pool) =>
      verifyAudit({ pool, keyring, anchorFile: anchorFileOf(folder) }),
    );
    if (!found(result.faults)) {
      missed += 1;
      console.log(`missed: ${name}: ${JSON.stringify(result.faults.slice(0, 3))}`);
    }
    const kind = name.replace(/\d+/g, "n");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const [kind, times] of [...kinds].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`${String(times).padStart(5)}  ${kind}`);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`${count - missed} of ${count} found and located in ${seconds} s`);
  if (missed > 0 || count === 0) process.exitCode = 1;
} finally {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
}
