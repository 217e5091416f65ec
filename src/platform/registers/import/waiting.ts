import type { Waiting } from "#platform/clock/checks.ts";
import { importWaits } from "./zh.ts";

/** Imports that somebody previewed and neither took in nor gave up: each is its own person's to decide. */
export const waiting: readonly Waiting[] = [
  {
    id: "W-import",
    term: importWaits.term,
    verb: "registers.import",
    async matters({ tx, actor }) {
      const rows = await tx
        .selectFrom("importBatch as b")
        .leftJoin("importFile as f", "f.batchId", "b.id")
        .select(["b.id", "b.organizationId", "b.orgPath"])
        .select((eb) => eb.fn.min("f.name").as("name"))
        .where("b.state", "=", "previewed")
        .where("b.accountId", "=", actor.accountId)
        .groupBy(["b.id", "b.organizationId", "b.orgPath"])
        .orderBy("b.id")
        .execute();
      return rows.map((it) => ({
        organizationId: it.organizationId ?? "",
        orgPath: it.orgPath,
        subject: { kind: "import", id: it.id, name: it.name ?? importWaits.nameless },
        deadline: null,
        why: importWaits.why,
        deed: { term: importWaits.deed, address: `/imports/${it.id}` },
      }));
    },
  },
];
