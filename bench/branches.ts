import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { day } from "#shared/day.ts";
import { organizationKey } from "#shared/organization-names.ts";

/** A zone with so many villages, each a branch, standing since 2008. Returns their paths. */
export async function plantBranches(tx: Writer, branches: number): Promise<readonly string[]> {
  const since = day("2008-06-01");
  const paths: string[] = [];
  const plant = async (
    fullName: string,
    shortName: string,
    kind: string,
    parent: { id: string; path: string } | null,
  ) => {
    const id = newId();
    await tx
      .insertInto("organization")
      .values({ id, orgPath: `/${1_000_000 + paths.length}/`, establishedOn: since })
      .execute();
    const { node } = await tx.selectFrom("organization").select("node").where("id", "=", id).executeTakeFirstOrThrow();
    const path = `${parent?.path ?? "/"}${node}/`;
    await tx.updateTable("organization").set({ orgPath: path }).where("id", "=", id).execute();
    const at = { organizationId: id, orgPath: path, validFrom: since };
    await tx
      .insertInto("organizationVersion")
      .values({
        id: newId(),
        ...at,
        kind,
        fullName,
        shortName,
        nameKey: organizationKey(fullName),
        pinyin: "",
        initials: "",
      })
      .execute();
    await tx
      .insertInto("placement")
      .values({ id: newId(), ...at, parentId: parent?.id ?? null })
      .execute();
    paths.push(path);
    return { id, path };
  };
  const zone = await plant("中共云湾经济技术开发区工作委员会", "开发区党工委", "working_committee", null);
  for (let i = 1; i <= branches; i += 1) await plant(`中共第${i}村支部委员会`, `第${i}村党支部`, "branch", zone);
  return paths;
}
