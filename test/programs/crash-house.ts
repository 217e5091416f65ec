import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAccount, grantRole, systemActor } from "#platform/access/index.ts";
import { act } from "#platform/doing.ts";
import { openHouse } from "#server/house.ts";

/**
 * A house that is meant to be killed: opens a data folder, says what it finds there, and lets four writers act without
 * pause. Each line of its output is one JSON value: `found`, then `done` for each act whose commit was acknowledged, with
 * a place of the write-ahead log that was on disk by then.
 *
 *   node test/programs/crash-house.ts <data folder> <run> <verify>
 */
const [dataFolder = "", run = "0", verifying = "no"] = process.argv.slice(2);
const WRITERS = 4;
// Its cost is not what is tested; nobody can sign in with it.
const NO_PASSWORD = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const open = await openHouse({ dataFolder });
const { house, database } = open;

const one = async <T extends object>(text: string): Promise<T> => {
  const { rows } = await database.ownerPool.query<T>(text);
  if (rows[0] === undefined) throw new Error("a question without an answer");
  return rows[0];
};
const { folder } = await one<{ folder: string }>("select current_setting('data_directory') as folder");
const postmaster = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);

// An act is an account, its credential, its grant, and the events of both: whole or not at all.
const found = await one<{ names: string[]; halves: number }>(`
  select coalesce(array_agg(a.username), '{}') as names,
    (select count(*)::int from (
      select a.id from account a
        where not exists (select from credential c where c.account_id = a.id)
          or not exists (select from role_grant g where g.account_id = a.id)
          or (select count(*) from audit_event e where e.target_id = a.id::text and e.event in ('access.account.created', 'access.grant.given')) <> 2
      union all select c.account_id from credential c where not exists (select from account a where a.id = c.account_id)
      union all select e.id from audit_event e where e.target_kind = 'account' and not exists (select from account a where a.id::text = e.target_id)
    ) as half) as halves
  from account a`);
// What lies in the files now is on the disk: who copies them knows what a cut of power would leave at least.
await database.ownerPool.query("checkpoint");
await open.startBackground();
const verification = verifying === "verify" ? await house.audit.verify() : null;
say({
  found: {
    ...found,
    folder,
    postmaster,
    auditOk: verification?.ok ?? null,
    faults: verification?.faults.slice(0, 3) ?? [],
  },
});

const system = systemActor("crash-test");
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());

async function writer(nth: number): Promise<void> {
  for (let count = 0; !stopping.signal.aborted; count += 1) {
    const username = `w${run}-${nth}-${count}`;
    try {
      await act(house, system, "access.grant.give", null, async (doing) => {
        const made = await createAccount(doing, {
          username,
          displayName: username,
          organizationId: null,
          passwordHash: NO_PASSWORD,
        });
        await grantRole(doing, { accountId: made.id, role: "member", organizationId: null, reason: "测试授权" });
      });
      const { flushed } = await one<{ flushed: string }>("select pg_current_wal_flush_lsn()::text as flushed");
      say({ done: username, flushed });
    } catch (error) {
      // The engine was killed under us: nothing was promised. It is started again by the next act.
      say({ failed: error instanceof Error ? error.message : String(error) });
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }
}
await Promise.all(Array.from({ length: WRITERS }, (_, nth) => writer(nth)));
await open.close();
say({ closed: true });
process.exit(0);
