/** How long 100,000 identity numbers take to be sealed, indexed and opened: `node bench/keyring.ts`. */
import { temporaryKeyring } from "#platform/audit/keyring.ts";

const count = 100_000;
const keyring = temporaryKeyring();
const rows = Array.from({ length: count }, (_, at) => ({
  row: `row-${at}`,
  value: `1101011980${String(at).padStart(8, "0")}`,
}));
const place = (row: string) => ({ table: "person", column: "id_number", row });

function measure<T>(name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  console.log(`${name}: ${count} in ${Math.round(performance.now() - start)} ms`);
  return result;
}

const sealed = measure("seal", () => rows.map(({ row, value }) => keyring.seal(value, place(row))));
measure("blind index", () => rows.map(({ value }) => keyring.blindIndex("id_number", value)));
measure("open", () => rows.map(({ row }, at) => keyring.open(sealed[at] ?? "", place(row))));
