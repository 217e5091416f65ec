/**
 * G1: from an empty machine, a backup of 100,000 members restored, checksums equal, in at most 60 s.
 * `node bench/restore-drill.ts [members]`; exits with 1 when it takes longer.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openKeyring } from "#platform/audit/keyring.ts";
import { migrate, openDatabase } from "#platform/database/index.ts";
import { backup, restore } from "#platform/operate/index.ts";

const members = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "lianxin-drill-"));
const keyFolder = join(folder, "keys");
const keyring = openKeyring(keyFolder);
const file = join(folder, "drill.backup");
try {
  const source = await openDatabase({ dataFolder: join(folder, "source") });
  try {
    await migrate(source.ownerPool);
    const one = (sql: string) => source.ownerPool.query(sql);
    await one(
      "insert into organization (id, org_path, established_on) select gen_random_uuid(), '/' || n || '/', '2000-01-01' from generate_series(1, 500) n",
    );
    const cipher = keyring.seal("11010119800101001X", { table: "person", column: "id_number", row: "drill" });
    await source.ownerPool.query(
      `insert into person (id, organization_id, org_path, name, pinyin, initials, stroke_key, gender, birth_on, id_number_cipher, id_number_index, mobile_cipher, mobile_mask)
       select gen_random_uuid(), o.id, o.org_path, '党员' || n, 'dangyuan' || n, 'dy', n::text, 'male', date '1950-01-01' + n % 15000, $2, md5(n::text), $2, '138****0000'
       from generate_series(1, $1::int) n join organization o on o.node = 1 + n % 500`,
      [members, cipher],
    );
    await one(
      `insert into membership (id, person_id, organization_id, org_path, valid_from, name, pinyin, initials, stroke_key, gender, category)
       select gen_random_uuid(), id, organization_id, org_path, '2020-01-01', name, pinyin, initials, stroke_key, gender, 'full' from person`,
    );
    await one("set lianxin.system = 'drill'");
    await source.ownerPool.query(
      `select count(tell_event(null, null, '演练', 'drill', 'drill', org_path, organization_id, 'person', id::text, name, '{"field": "job"}', null, array[id], array[org_path]))
       from person, set_config('lianxin.system', 'drill', false)`,
    );
    const made = await backup({ pool: source.ownerPool, keyring, file, now: new Date() });
    console.log(
      `backup: ${made.rows} rows, ${Math.round(made.bytes / 1024 / 1024)} MiB in ${made.seconds.toFixed(1)} s`,
    );
  } finally {
    await source.close();
  }
  const start = performance.now();
  const dataFolder = join(folder, "target");
  const target = await openDatabase({ dataFolder });
  try {
    const done = await restore({ pool: target.ownerPool, keyring, keyFolder, dataFolder, file });
    const seconds = (performance.now() - start) / 1_000;
    console.log(`restore: ${done.rows} rows in ${seconds.toFixed(1)} s from an empty folder, checksums equal`);
    console.log(`memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`);
    if (seconds > 60) process.exitCode = 1;
  } finally {
    await target.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
