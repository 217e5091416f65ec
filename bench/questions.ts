/**
 * What the desk's pages ask for, each question alone: every GET that needs no more than a place, a year or a person, at
 * the zone, a town and a branch of a zone of 100,000 members with a year of work (work.ts). Prints what takes longer than
 * 100 milliseconds, slowest first. Run: `node bench/questions.ts [--members 100000] [--data FOLDER]`.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appOf } from "#server/app.ts";
import { openHouse } from "#server/house.ts";
import { PARTS, routesOf } from "#server/modules.ts";
import { yearOf } from "#shared/day.ts";
import { filledZone, median, options } from "./http.ts";
import { fillWork } from "./work.ts";

const OVER = 100;
const folder = mkdtempSync(join(tmpdir(), "lianxin-questions-"));
chmodSync(folder, 0o711);
const data = options.data ?? join(folder, "data");
try {
  const filled = await filledZone(data, Number(options.members));
  const open = await openHouse({ dataFolder: data });
  const limits = { ordinary: 1e9, heavy: 1e9, signIn: 1e9 };
  const app = await appOf(open, { log: false, limits });
  try {
    const { ownerPool } = open.database;
    const today = open.house.clock.today();
    if ((await ownerPool.query("select from dues_profile limit 1")).rowCount === 0)
      await fillWork(open.database, today);
    await ownerPool.query("vacuum analyze");
    const branch = filled.branches[Math.floor(filled.branches.length / 2)];
    const found: { ms: number; status: number; size: number; url: string; at: string }[] = [];
    const ask = async (url: string, at: string): Promise<void> => {
      const times: number[] = [];
      for (let nth = 0; nth < 3; nth += 1) {
        const began = performance.now();
        const answer = await app.inject({ url, headers: filled.headers() });
        times.push(performance.now() - began);
        if (nth === 2)
          found.push({ ms: median(times), status: answer.statusCode, size: answer.rawPayload.length, url, at });
      }
    };
    for (const it of routesOf(PARTS)) {
      if (
        it.method !== "GET" ||
        it.kind !== "question" ||
        /\/(export|template|word|draft)|remittance-draft/.test(it.path)
      )
        continue;
      const known = new Set(Object.keys((it.query as { properties?: object } | undefined)?.properties ?? {}));
      const path = it.path
        .replace("/organizations/:id", `/organizations/${branch?.id}`)
        .replace(":personId", filled.personIds[0] ?? "");
      const paths = path.includes("/statistics/:table")
        ? ["1", "5", "16", "24", "33"].map((table) => path.replace(":table", table))
        : path.includes("/clock/:check")
          ? open.house.checks.map((check) => path.replace(":check", check.id))
          : [path];
      for (const url of paths.filter((one) => !one.includes(":"))) {
        const places =
          known.has("org") || known.has("organizationId") ? { zone: filled.root, town: filled.town, branch } : {};
        const year = known.has("year") ? { year: String(yearOf(today)) } : {};
        const count = known.has("count") ? { count: "1" } : {};
        const more = { ...year, ...count };
        if (Object.keys(places).length === 0) await ask(`${url}?${new URLSearchParams(more).toString()}`, "");
        for (const [at, place] of Object.entries(places)) {
          const org = { [known.has("org") ? "org" : "organizationId"]: place?.id ?? "" };
          await ask(`${url}?${new URLSearchParams({ ...org, ...more }).toString()}`, at);
        }
      }
    }
    const slow = found.filter((it) => it.ms > OVER).toSorted((a, b) => b.ms - a.ms);
    for (const it of slow)
      console.log(
        `${it.ms.toFixed(0).padStart(6)} ms ${String(it.size).padStart(9)} B ${it.status} ${it.at.padEnd(7)}${it.url.split("?")[0]}`,
      );
    const wrong = found.filter((it) => it.status !== 200);
    console.log(`${found.length} questions, ${slow.length} over ${OVER} ms, ${wrong.length} not answered:`);
    for (const it of wrong) console.log(`  ${it.status} ${it.at} ${it.url.split("?")[0]}`);
  } finally {
    await app.close();
    await open.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
