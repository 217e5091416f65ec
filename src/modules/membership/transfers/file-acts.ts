import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import type { FileReceived, FileSent, Note } from "./contract.ts";
import { addStep, forDeed, partiesOf, tellBoth } from "./writes.ts";
import { events, FILE_WAYS, zh } from "./zh.ts";

/** The member's file goes along, with a list of what is in it. Of arrivals, the list that came is noted. */
export async function sendFile(doing: Doing<typeof events.fileSent>, id: string, input: FileSent): Promise<void> {
  const transfer = await forDeed(doing, id, "file");
  const on = dayGiven(doing, input.on);
  await doing.tx.updateTable("transfer").set({ fileSentOn: on, fileWay: input.way }).where("id", "=", id).execute();
  const { personId, orgPath, toPath } = transfer;
  await insertMany(
    doing.tx,
    "transferMaterial",
    input.materials.map(({ term, copies = 1 }, position) => ({
      id: newId(),
      transferId: id,
      personId,
      orgPath,
      toPath,
      position,
      term: term.trim(),
      copies,
    })),
  );
  const way = FILE_WAYS[input.way] ?? "";
  await addStep(doing, transfer, "file-sent", on, `${way}，${input.materials.length}种材料`);
  await tellBoth(doing, events.fileSent, { ...partiesOf(transfer), details: { way, on } });
}

/** The file has come and was compared with its list: inside the zone the receiver says so, else whoever has the slip. */
export async function receiveFile(
  doing: Doing<typeof events.fileReceived>,
  id: string,
  input: FileReceived,
): Promise<void> {
  const transfer = await forDeed(doing, id, "file-receipt");
  const { fileSentOn } = transfer;
  const on = dayGiven(doing, input.on);
  if (fileSentOn !== null && on < fileSentOn)
    throw refused("transfer-too-early", zh.tooEarly.title, zh.tooEarly.detail(fileSentOn));
  const note = input.note?.trim() ?? "";
  await doing.tx.updateTable("transfer").set({ fileReceivedOn: on, fileNote: note }).where("id", "=", id).execute();
  await addStep(doing, transfer, "file-received", on, note);
  await tellBoth(doing, events.fileReceived, { ...partiesOf(transfer), details: { on } });
}

/** A line of whoever holds one end: telephoned, asked, answered. */
export async function noteTransfer(doing: Doing<typeof events.noted>, id: string, input: Note): Promise<void> {
  const transfer = await forDeed(doing, id, "note");
  await addStep(doing, transfer, "note", dayGiven(doing, input.on), input.content.trim());
  await tellBoth(doing, events.noted, { ...partiesOf(transfer), details: {} });
}
