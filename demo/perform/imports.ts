import type { Doing } from "#platform/house.ts";
import { previewImport } from "#platform/registers/import/acts.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Files handed in. */
export const importDeeds = performing(
  {
    "preview-import": "registers.import",
  },
  preview,
);

async function preview(known: Known, doing: Doing, deed: Of<"preview-import">): Promise<void> {
  const content = Buffer.from(`\ufeff${deed.content}`, "utf8");
  await previewImport(doing, {
    files: [{ name: deed.fileName, content }],
    organizationId: need(known.places, deed.place),
  });
}
