import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { type Hooks, pictureOf, runHistory } from "#test/organization-histories.ts";
import { type OrganizationHouse, organizationHouse, SYSTEM } from "#test/organization-house.ts";
import { type Picture, ROOT } from "#test/organization-naive.ts";
import type { EventBody } from "./contract.ts";
import { proposeEvent, undoEvent } from "./event-acts.ts";
import { treeAsWas } from "./queries.ts";

/** A sample of the histories runs through PostgreSQL too: the real acts must do what the pure planner says. */
const COUNT = Number(process.env["LIANXIN_DATABASE_HISTORIES"] ?? 60);

let house: OrganizationHouse;
let root: string;
beforeAll(async () => {
  house = await organizationHouse();
  root = await house.establish({ parentId: null, kind: "working_committee", shortName: "根" }, "2000-01-01");
});
afterAll(() => house?.close());

test(`the acts agree with the planner in ${COUNT} random histories`, { timeout: 1_200_000 }, async () => {
  let events = 0;
  for (let seed = 1; seed <= COUNT; seed += 1) {
    const prefix = `s${seed}·`;
    const ids = new Map<string, string>([[ROOT, root]]);
    const pure = new Map<string, string>([[root, ROOT]]);
    const people = new Map<string, string>();
    const filed = new Map<string, string>();
    const real = (body: EventBody): EventBody => {
      const text = JSON.stringify(body, (_, value: unknown) =>
        typeof value === "string" ? (ids.get(value) ?? people.get(value) ?? value) : value,
      );
      return JSON.parse(text) as EventBody;
    };
    const propose = (body: EventBody) =>
      house.act(SYSTEM, "organization.event.propose", (doing) => proposeEvent(doing, real(body)));
    const hooks: Hooks = {
      event: async (body, id, made, zone) => {
        const { id: eventId, state } = await propose(body);
        expect(state).toBe("in-force");
        events += 1;
        filed.set(id, eventId);
        const rows = await house.read((tx) =>
          tx
            .selectFrom("organization as o")
            .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
            .select(["o.id", "v.shortName"])
            .where("o.openedBy", "=", eventId)
            .where("v.openedBy", "=", eventId)
            .execute(),
        );
        expect(rows).toHaveLength(made.length);
        for (const it of made) {
          const name = [...zone.versions.values()].find((version) => version.organizationId === it)?.shortName;
          const row = rows.find((one) => one.shortName === name);
          if (!row) throw new Error(`${name} was not set up`);
          ids.set(it, row.id);
          pure.set(row.id, it);
        }
      },
      refusedEvent: async (body) => {
        const outcome = await propose(body).catch((error: unknown) => error);
        if (!(outcome instanceof Problem))
          throw new Error(`the act took what the planner refuses: ${JSON.stringify(body)}`, { cause: outcome });
      },
      undo: async (id, allowed) => {
        const outcome = await house
          .act(SYSTEM, "organization.event.approve", (doing) => undoEvent(doing, filed.get(id) ?? "", ""))
          .catch((error: unknown) => error);
        if (outcome instanceof Problem) expect(allowed, outcome.detail).toBe(false);
        else expect(outcome).toMatchObject({ state: allowed ? "undone" : "blocked" });
      },
      admit: async (organizationId, personId, on) => {
        const [made] = await house.admit(ids.get(organizationId) ?? "", [personId], on);
        people.set(personId, made ?? "");
      },
      leave: async (personId, on) => {
        await house.act(SYSTEM, "organization.read", ({ tx }) =>
          tx
            .updateTable("membership")
            .set({ validTo: on })
            .where("personId", "=", people.get(personId) ?? "")
            .where("validTo", "is", null)
            .execute(),
        );
      },
      appoint: async (organizationId, personId, on) => {
        await house.act(SYSTEM, "organization.read", async ({ tx }) => {
          const { orgPath } = await tx
            .selectFrom("organization")
            .select("orgPath")
            .where("id", "=", ids.get(organizationId) ?? "")
            .executeTakeFirstOrThrow();
          await tx
            .insertInto("post")
            .values({
              id: newId(),
              organizationId: ids.get(organizationId) ?? "",
              orgPath,
              personId: people.get(personId) ?? "",
              personName: personId,
              post: "member",
              validFrom: on,
            })
            .execute();
        });
      },
    };
    const history = await runHistory(seed, 8, prefix, hooks).catch((error: unknown) => {
      throw new Error(`history ${seed}`, { cause: error });
    });
    const names = new Map([...people].map(([name, id]) => [id, name]));
    for (const on of [...history.days].sort().filter((_, at) => at % 3 === 0)) {
      expect(await databasePicture(on, pure, names), `history ${seed} on ${on}`).toEqual(pictureOf(history.zone, on));
    }
  }
  expect(events).toBeGreaterThan(COUNT * 6);
});

test("today's paths and today's places of people are those of the facts", async () => {
  const rows = await house.read((tx) =>
    treeAsWas(tx, house.today)
      .selectFrom("asWas")
      .innerJoin("organization as o", "o.id", "asWas.organizationId")
      .select(["asWas.path", "o.orgPath"])
      .execute(),
  );
  expect(rows.length).toBeGreaterThan(COUNT * 3);
  for (const row of rows) expect(row.path).toBe(row.orgPath);
  const { rows: astray } = await house.database.ownerPool.query(
    "select p.id from person p join membership m on m.person_id = p.id and m.valid_from <= $1 and (m.valid_to is null or m.valid_to > $1) where p.organization_id <> m.organization_id",
    [house.today],
  );
  expect(astray).toEqual([]);
  for (const table of [
    "membership",
    "membership_event",
    "post",
    "person",
    "placement",
    "organization_version",
    "organization_event",
    "organization_event_party",
  ]) {
    const { rows: lost } = await house.database.ownerPool.query(
      `select t.* from ${table} t join organization o on o.id = t.organization_id where t.org_path <> o.org_path limit 1`,
    );
    expect(lost, table).toEqual([]);
  }
});

async function databasePicture(
  on: Day,
  pure: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): Promise<Picture> {
  const out: Picture = new Map();
  await house.read(async (tx) => {
    const valid = (row: { validFrom: Day; validTo: Day | null }): boolean =>
      row.validFrom <= on && (row.validTo === null || row.validTo > on);
    const organizations = (
      await tx.selectFrom("organization").select(["id", "establishedOn", "closedOn"]).execute()
    ).filter((it) => it.establishedOn <= on && (it.closedOn === null || it.closedOn > on) && pure.has(it.id));
    const versions = (
      await tx
        .selectFrom("organizationVersion")
        .select(["organizationId", "shortName", "validFrom", "validTo"])
        .execute()
    ).filter(valid);
    const placements = (
      await tx.selectFrom("placement").select(["organizationId", "parentId", "validFrom", "validTo"]).execute()
    ).filter(valid);
    const memberships = (
      await tx.selectFrom("membership").select(["organizationId", "personId", "validFrom", "validTo"]).execute()
    ).filter(valid);
    const posts = (
      await tx.selectFrom("post").select(["organizationId", "personId", "validFrom", "validTo"]).execute()
    ).filter(valid);
    const own = (rows: readonly { organizationId: string; personId: string }[], id: string): string =>
      [...new Set(rows.filter((it) => it.organizationId === id).map((it) => names.get(it.personId) ?? it.personId))]
        .sort()
        .join(" ");
    for (const it of organizations) {
      const parentId = placements.find((row) => row.organizationId === it.id)?.parentId ?? null;
      out.set(pure.get(it.id) ?? "", {
        name: versions
          .filter((row) => row.organizationId === it.id)
          .map((row) => row.shortName)
          .join("+"),
        parent: parentId === null ? null : (pure.get(parentId) ?? parentId),
        members: own(memberships, it.id),
        posts: own(posts, it.id),
      });
    }
  });
  return new Map([...out].map(([id, it]) => [id, { ...it }]));
}
