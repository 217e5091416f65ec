import { sql } from "kysely";
import type { Doing } from "#platform/house.ts";
import type { FieldChange, UndoOutcome } from "#platform/registers/importer.ts";
import { codeSet } from "#shared/code-sets.ts";
import { lockTree } from "./planning/write.ts";

/** What an import may correct in an organisation that is there, with its code set if it has one. */
export type Correctable = "code" | "territorialLevel" | "unitSituation" | "areaKind" | "phone" | "address";
export const CORRECTABLE = {
  code: null,
  territorialLevel: "territorial_level",
  unitSituation: "unit_situation",
  areaKind: "area_kind",
  phone: null,
  address: null,
} as const satisfies Record<Correctable, string | null>;

/** Takes an import of organisations back: those it set up go, what it corrected stands as before. */
export async function undoOrganizations(doing: Doing, batchId: string): Promise<UndoOutcome> {
  const { tx } = doing;
  await lockTree(tx);
  const made = await tx
    .selectFrom("organization as o")
    .leftJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "o.id").onRef("v.openedBy", "=", "o.openedBy"),
    )
    .select(["o.id", "o.openedBy", "v.shortName"])
    .where("o.importId", "=", batchId)
    .execute();
  const ids = sql<string>`any(${made.map((it) => it.id)}::uuid[])`;
  const events = sql<string>`any(${made.map((it) => it.openedBy)}::uuid[])`;
  const name = new Map(made.map((it) => [it.id, it.shortName ?? ""]));
  const kept: { name: string; reason: string }[] = [];
  const used = async (
    reason: string,
    query: { execute(): Promise<readonly { organizationId: string | null }[]> },
  ): Promise<void> => {
    for (const id of new Set((await query.execute()).map((row) => row.organizationId)))
      kept.push({ name: name.get(id ?? "") ?? "", reason });
  };
  await used(
    "花名册上已有党员",
    tx.selectFrom("membership").select("organizationId").where("organizationId", "=", ids),
  );
  await used("已有人员登记", tx.selectFrom("person").select("organizationId").where("organizationId", "=", ids));
  await used("已有任职登记", tx.selectFrom("post").select("organizationId").where("organizationId", "=", ids));
  await used("已有届次登记", tx.selectFrom("committeeTerm").select("organizationId").where("organizationId", "=", ids));
  await used("已有单位信息", tx.selectFrom("unit").select("organizationId").where("organizationId", "=", ids));
  await used("已有授权", tx.selectFrom("roleGrant").select("organizationId").where("organizationId", "=", ids));
  await used(
    "之后办理过组织变动",
    tx
      .selectFrom("organizationEventParty")
      .select("organizationId")
      .where("organizationId", "=", ids)
      .where("eventId", "<>", sql<string>`all(${made.map((it) => it.openedBy)}::uuid[])`),
  );
  await used(
    "下面又设立了组织",
    tx
      .selectFrom("placement")
      .select("parentId as organizationId")
      .where("parentId", "=", ids)
      .where("organizationId", "<>", sql<string>`all(${made.map((it) => it.id)}::uuid[])`),
  );
  if (kept.length > 0) return { undone: 0, kept };
  const restored = await restoreCorrected(doing, batchId);
  if (made.length > 0) {
    await tx.deleteFrom("organizationEvent").where("id", "=", events).execute();
    await tx.deleteFrom("placement").where("organizationId", "=", ids).execute();
    await tx.deleteFrom("organizationVersion").where("organizationId", "=", ids).execute();
    await tx.deleteFrom("organization").where("id", "=", ids).execute();
  }
  await doing.tell({
    event: "organization.import.undone",
    organizationId: null,
    orgPath: "/",
    target: { kind: "import", id: batchId, name: "党组织信息表" },
    details: { removed: made.length, restored },
  });
  return { undone: made.length + restored, kept: [] };
}

/** The stored preview tells what stood there before each correction. */
async function restoreCorrected(doing: Doing, batchId: string): Promise<number> {
  const rows = await doing.tx
    .selectFrom("importRow as r")
    .innerJoin("importFile as f", "f.id", "r.fileId")
    .select(["r.targetId", "r.changes"])
    .where("f.batchId", "=", batchId)
    .where("f.register", "=", "organizations")
    .where("r.targetId", "is not", null)
    .execute();
  let restored = 0;
  for (const row of rows) {
    const changes = (row.changes ?? []) as unknown as readonly FieldChange[];
    if (row.targetId === null || changes.length === 0) continue;
    for (const { field, from } of changes) {
      if (!(field in CORRECTABLE)) continue;
      const set = CORRECTABLE[field as Correctable];
      const value =
        from === null || set === null
          ? from
          : ((codeSet(set) as { find(text: string): string | undefined }).find(from) ?? null);
      if (field === "code")
        await doing.tx.updateTable("organization").set({ code: value }).where("id", "=", row.targetId).execute();
      else
        await doing.tx
          .updateTable("organizationVersion")
          .set({ [field]: value })
          .where("organizationId", "=", row.targetId)
          .where("validTo", "is", null)
          .execute();
    }
    restored += 1;
  }
  return restored;
}
