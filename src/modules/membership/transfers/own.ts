import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import type { OwnTransfer } from "./contract.ts";
import { ownLetterText } from "./papers.ts";
import { letterViews, transferFacts } from "./queries.ts";
import { letterState } from "./rules.ts";
import { ANSWERS } from "./zh.ts";

/** My transfer: what I asked for, where it is and who must act, my letters; `tx` sees what is one's own and nothing else. */
export async function ownTransfer(tx: Reader, on: Day): Promise<OwnTransfer> {
  const standing = await tx.selectFrom("membership").select("id").where("validTo", "is", null).executeTakeFirst();
  const request = await tx
    .selectFrom("transferRequest")
    .selectAll()
    .orderBy("askedOn", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  const row = await tx
    .selectFrom("transfer")
    .selectAll()
    .orderBy("handedOverOn", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  const letters = (await tx.selectFrom("transferLetter").selectAll().orderBy("issuedOn", "desc").execute()).filter(
    (it) => letterState(it, on).value === "valid",
  );
  const views = await letterViews(tx, letters, on);
  const texts = await Promise.all(letters.map((it) => ownLetterText(tx, it)));
  return {
    member: standing !== undefined,
    request: request
      ? {
          askedOn: request.askedOn,
          destination: request.destination,
          reason: request.reason,
          answeredOn: request.answeredOn,
          answer: request.answer === null ? null : (ANSWERS[request.answer] ?? request.answer),
          note: request.answerNote,
        }
      : null,
    current: row ? await transferFacts(tx, row, on) : null,
    letters: views.map((it, at) => ({ ...it, text: texts[at] ?? "" })),
  };
}
