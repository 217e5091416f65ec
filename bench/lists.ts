/**
 * W1 and W1b: a page of the roster through the real server, against a bare one.
 *
 * W1: 50 members of a subtree by two filters and a part of the name, sorted, with the total; against the question as anybody
 * writes it first. W1b: the same page without name and total; against the question as it is best written.
 * Run: `node bench/lists.ts [--check] [--members 1000000]`.
 */
import { asking, type Contest, contend, options, standing } from "./http.ts";
import { once } from "./load.ts";

const SEX = "male";
const SCHOOLING = "junior_high";
const PART_OF_NAME = "伟";

await standing(Number(options.members), async (it) => {
  const { port, barePort, root, town, headers } = it;
  const asOf = new Date().toISOString().slice(0, 10);
  const contests: Contest[] = [];
  for (const [place, { id, path: raw }] of [
    ["the zone", root],
    ["a town", town],
  ] as const) {
    const path = encodeURIComponent(raw);
    for (const [name, part, goal, floor] of [
      [`W1 page, name and total, ${place}`, PART_OF_NAME, 2.5, 1],
      [`W1b page, ${place}`, null, 0.6, 0.2],
    ] as const) {
      const more = part === null ? "" : `&q=${encodeURIComponent(part)}`;
      const count = part === null ? "" : "&count=1";
      contests.push({
        name,
        goal,
        floor,
        ours: asking(port, 200, () => [
          "GET",
          `/api/registers/members?org=${id}&f.gender=${SEX}&f.education=${SCHOOLING}&sort=name&limit=50${more}${count}`,
          headers(),
        ]),
        bare: asking(barePort, 200, () => [
          "GET",
          `/page?path=${path}&asOf=${asOf}&gender=${SEX}&education=${SCHOOLING}${more}`,
        ]),
      });
    }
  }
  const asked = contests.filter(({ name }) => options.only === undefined || name.startsWith(options.only));
  for (const it of asked) await compare(it);
  if (!(await contend(asked, it)) && options.check) process.exitCode = 1;
});

/** Both servers must give the same rows, or the ratio compares nothing. */
async function compare(it: Contest): Promise<void> {
  const [ours, bare] = [await once(it.ours), await once(it.bare)].map(
    (text) => JSON.parse(text) as { rows: { id: string }[]; total: number | null },
  );
  const ids = (rows: readonly { id: string }[] | undefined) => rows?.map((row) => row.id).join();
  if (ours?.rows.length === 0 || ids(ours?.rows) !== ids(bare?.rows) || ours?.total !== bare?.total)
    throw new Error(`${it.name}: the two answers differ`);
}
