/**
 * W7: the roster of the whole zone exported through the real server, as XLSX and as CSV, with reach, masks, names of the day and
 * audit; against one statement that fetches the same cells and the same writer. Prints how much the server grew and what others
 * waited for meanwhile. Run: `node bench/export.ts [--members 100000]`.
 */
import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { parsers } from "#platform/database/parsers.ts";
import { writeCsv, writeWorkbook } from "#platform/spreadsheet/index.ts";
import { median, options, standing } from "./http.ts";

const COLUMNS =
  "name,gender,ethnicity,birthOn,idNumber,education,category,organizationId,joinedOn,fullOn,registryStatus,mobile";
const SQL = `select m.name, m.gender, m.ethnicity, m.birth_on::text, case when p.id_number_cipher is not null then '已登记' end, m.education,
    case when m.full_on is null then m.category when m.full_on <= current_date then 'full' else 'probationary' end,
    v.short_name, m.joined_on::text, m.full_on::text, m.registry_status, p.mobile_mask
  from membership m join person p on p.id = m.person_id
  join organization_version v on v.organization_id = m.organization_id and v.valid_to is null
  where m.valid_from <= current_date and (m.valid_to is null or m.valid_to > current_date) order by m.stroke_key, m.id`;

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

await standing(Number(options.members), async ({ port, databaseAddress, root, headers, serverPid }) => {
  const pool = new Pool({ ...databaseAddress, types: parsers });
  const ours = async (format: string): Promise<number> => {
    const began = performance.now();
    const path = `/api/registers/members/export?org=${root.id}&format=${format}&columns=${COLUMNS}`;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers: headers() });
    if (!answer.ok || answer.body === null) throw new Error(`${answer.status}: ${await answer.text()}`);
    let bytes = 0;
    for await (const part of answer.body) bytes += part.length;
    if (bytes < Number(options.members) * 10) throw new Error("a short export");
    return performance.now() - began;
  };
  const bare = async (format: string): Promise<number> => {
    const began = performance.now();
    const { rows } = await pool.query<string[]>({ text: SQL, rowMode: "array" });
    const headings = COLUMNS.split(",");
    if (format === "csv") await writeCsv(nowhere(), { headings, rows });
    else await writeWorkbook(nowhere(), [{ name: "rows", columns: headings.map((heading) => ({ heading })), rows }]);
    return performance.now() - began;
  };
  try {
    for (const format of ["xlsx", "csv"]) {
      const before = residentMegabytes(serverPid);
      let peak = before;
      const [a, b]: [number[], number[]] = [[], []];
      for (let round = 0; round < 3; round += 1) {
        const exporting = ours(format);
        const watching = { on: true };
        const watch = (async () => {
          while (watching.on) {
            peak = Math.max(peak, residentMegabytes(serverPid));
            await sleep(20);
          }
        })();
        a.push(await exporting);
        watching.on = false;
        await watch;
        b.push(await bare(format));
      }
      console.log(
        `${format}: ours ${(median(a) / 1000).toFixed(2)} s, bare ${(median(b) / 1000).toFixed(2)} s (${(median(b) / median(a)).toFixed(2)} ×, goal ≥ 0.5); server ${before} MB before, ${peak} MB at most (goal < 256)`,
      );
    }
  } finally {
    await pool.end();
  }
});

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
