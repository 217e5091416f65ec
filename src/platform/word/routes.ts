import type { Static, TSchema } from "typebox";
import { DOWNLOAD } from "#platform/http/download.ts";
import { type Question, question, type Route } from "#platform/http/route.ts";
import { Paper } from "./contract.ts";

/**
 * Two routes for one paper: `path` answers with the paper as data for the page that shows and prints it, `path/word`
 * with the same paper as a Word file.
 */
export function paperRoutes<P extends TSchema, Q extends TSchema>(
  it: Omit<Question<P, Q, typeof Paper>, "method" | "response">,
): readonly Route[] {
  return [
    question({ ...it, response: Paper }),
    question<P, Q, typeof DOWNLOAD>({
      ...it,
      path: `${it.path}/word`,
      summary: `${it.summary}（Word 文件）`,
      response: DOWNLOAD,
      handle: async (asking): Promise<Static<typeof DOWNLOAD>> => {
        const paper = await it.handle(asking);
        // The library weighs much; most servers rest most of the time without a Word file being asked for.
        const { wordFile } = await import("./index.ts");
        return await wordFile(paper);
      },
    }),
  ];
}
