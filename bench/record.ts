/**
 * W2 and W3: one member read, and one member entered, through the real server, against a bare one.
 *
 * W2: the page of a member with its roster rows, movements, posts and transfers, masked; against one statement that fetches
 * the same. W3: a member entered with person, roster row, movement and audit, durable when answered; against one statement
 * that inserts the same rows. Run: `node bench/record.ts [--check]`.
 */
import { asking, type Contest, contend, options, standing } from "./http.ts";
import { once } from "./load.ts";

await standing(Number(options.members), async (it) => {
  const { port, barePort, branches, personIds, headers } = it;
  let turn = 0;
  const next = <T>(list: readonly T[]): T => {
    const found = list[(turn += 1) % list.length];
    if (found === undefined) throw new RangeError("nothing to ask for");
    return found;
  };
  const read: Contest = {
    name: "W2 one member",
    goal: 0.5,
    floor: 0.15,
    ours: asking(port, 200, () => ["GET", `/api/members/${next(personIds)}`, headers()]),
    bare: asking(barePort, 200, () => ["GET", `/member/${next(personIds)}`]),
  };
  const person = { name: "赵新月", sex: "female", birthOn: "1998-03-04", joinedOn: "2025-06-20" };
  const create: Contest = {
    name: "W3 enter one member, audited, durable",
    goal: 0.5,
    floor: 0.15,
    ours: asking(port, 201, () => [
      "POST",
      "/api/members",
      headers(),
      {
        organizationId: next(branches).id,
        code: "corrected_in",
        member: { name: person.name, gender: "女", birthOn: person.birthOn, joinedOn: person.joinedOn },
      },
    ]),
    bare: asking(barePort, 201, () => {
      const { id, path } = next(branches);
      return ["POST", "/member", {}, { ...person, code: "admitted", organizationId: id, path }];
    }),
  };
  for (const { name, ours, bare } of [read, create]) {
    for (const target of [ours, bare]) {
      const answer = JSON.parse(await once(target)) as Record<string, unknown>;
      if (Object.keys(answer).length === 0) throw new Error(`${name}: an empty answer`);
    }
  }
  const asked = [read, create].filter(({ name }) => options.only === undefined || name.startsWith(options.only));
  if (!(await contend(asked, it)) && options.check) process.exitCode = 1;
});
