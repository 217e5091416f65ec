import type { MappingOverride } from "#platform/spreadsheet/index.ts";
import type { Importer } from "../importer.ts";
import type { FileToOpen, FoundFile } from "./files.ts";
import { WorkbookReading } from "./reading.ts";

/** One file of a drop that lies open in the thread which reads it. */
export interface OpenedFile extends FoundFile {
  /** Whose rows these are; null when refused. */
  readonly importer: Importer | null;
}

/** The files of a drop, open in a process of their own, which is closed by whoever is given them. */
export interface OpenDrop {
  readonly reading: WorkbookReading;
  readonly files: readonly OpenedFile[];
}

/**
 * Opens files one after the other and says whose they are.
 * @param remembered corrected mappings by `register|signature`
 */
export async function openDrop(
  importers: ReadonlyMap<string, Importer>,
  files: AsyncIterable<FileToOpen> | Iterable<FileToOpen>,
  remembered: ReadonlyMap<string, MappingOverride>,
): Promise<OpenDrop> {
  const reading = await WorkbookReading.open();
  try {
    const opened: OpenedFile[] = [];
    for await (const file of files) {
      const found = await reading.file(file, [...importers.values()], remembered);
      opened.push({ ...found, importer: found.register === null ? null : (importers.get(found.register) ?? null) });
    }
    return { reading, files: opened };
  } catch (fault) {
    await reading.close();
    throw fault;
  }
}
