import type { Static, TSchema } from "typebox";
import { type ParamsOf, wordOf } from "#platform/http/address.ts";
import { answer } from "#platform/http/answer.ts";
import type { Download } from "#platform/http/download.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import { Paper, type PaperAddress } from "./contract.ts";

/**
 * Two routes for one paper: its address answers with the paper as data for the page that shows and prints it, the address
 * with `/word` behind it with the same paper as a Word file. The parts of the path are ids unless `params` says what they are.
 */
export function answerPaper<A extends PaperAddress, P extends TSchema = TSchema>(
  address: A,
  verb: string,
  it: { readonly params?: P },
  does: (asking: Asking & { readonly params: TSchema extends P ? ParamsOf<A> : Static<P> }) => Promise<Paper>,
): readonly Route[] {
  const asData: PaperAddress = address;
  // The parts of the path are known to `address`; its two routes are declared without knowing which.
  const paperOf = does as (asking: Asking) => Promise<Paper>;
  return [
    answer(asData, verb, { ...it, shows: Paper }, paperOf),
    answer(wordOf(asData), verb, it, async (asking) => wordFileOf(await paperOf(asking))),
  ];
}

/** The library weighs much; most servers rest most of the time without a Word file being asked for. */
async function wordFileOf(paper: Paper): Promise<Download> {
  const { wordFile } = await import("./index.ts");
  return await wordFile(paper);
}
