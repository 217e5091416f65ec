import {
  type Expression,
  expressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from "kysely";
import { classOf, type Reader, scopeOf, type Tables } from "#platform/database/door.ts";
import { type PathRange, simplify, subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import { searchQuery } from "#shared/pinyin.ts";
import type { ListView, Row } from "./contract.ts";
import type { Field, Register } from "./declaration.ts";
import { type Cursor, type Filter, type ListRequest, writeCursor } from "./request.ts";
import { idsBeneath } from "./tree-of-day.ts";

export type { Row } from "./contract.ts";

/** A row as the list gives it: field keys in camelCase, plus `id`. */

type Rows = SelectQueryBuilder<Record<string, Record<string, unknown>>, string, Record<string, unknown>>;

/**
 * One page of a register within the reader's scope: keyset-paged, so that page 2,000 costs what page 1 costs.
 * Throws a Problem `absent` when the organisation asked for is not in reach.
 */
export async function listPage(tx: Reader, register: Register, request: ListRequest): Promise<ListView> {
  const base = await narrowed(tx, register, request);
  const read = request.count && request.text !== "" ? await counted(tx, register, request, base) : null;
  const found = read?.rows ?? (await pageOf(tx, register, request, base, request.cursor, request.limit + 1));
  const rows = found.slice(0, request.limit);
  const last = rows.at(-1);
  return {
    rows: await finished(tx, register, rows, request.asOf),
    next:
      found.length > request.limit && last
        ? writeCursor({ value: last["sortMark"] as string | null, id: last["id"] as string })
        : null,
    total: read?.total ?? (request.count ? await countOf(base) : null),
    asOf: request.asOf,
  };
}

/** All rows of the request in order, with these fields, page by page, for exports: memory does not grow with the rows. */
export async function* listAll(
  tx: Reader,
  whole: Register,
  request: ListRequest,
  fields: readonly Field[],
  pageSize = 5_000,
): AsyncGenerator<Row[]> {
  // What is not exported is not fetched; values derived from a row may need any of its columns.
  const register = fields.some((it) => it.derived) ? whole : { ...whole, fields };
  const base = await narrowed(tx, register, request);
  const fetch = (cursor: Cursor | null) => pageOf(tx, register, request, base, cursor, pageSize);
  let fetching = fetch(null);
  for (;;) {
    const rows = await fetching;
    const last = rows.at(-1);
    if (!last) return;
    const more = rows.length === pageSize;
    // The next page is on its way while this one is written.
    if (more) fetching = fetch({ value: last["sortMark"] as string | null, id: last["id"] as string });
    fetching.catch(() => undefined);
    yield await finished(tx, register, rows, request.asOf);
    if (!more) return;
  }
}

/**
 * The rows of one page. Its ids are picked first, which an index answers alone where it holds what is asked; whole rows
 * are fetched for those few only.
 */
async function pageOf(
  tx: Reader,
  register: Register,
  request: ListRequest,
  base: Rows,
  cursor: Cursor | null,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const picked = pick(base, request, sortValue(register, request), cursor, limit);
  return await whole(tx, register, request, picked).execute();
}

/** Page and total of a search in one pass: what must be looked through to be counted is not looked through again. */
async function counted(
  tx: Reader,
  register: Register,
  request: ListRequest,
  base: Rows,
): Promise<{ rows: Record<string, unknown>[]; total: number | null }> {
  const hits = base.select("id").select(sortValue(register, request).as("sort_value")) as unknown as Rows;
  const withHits = tx.with(
    (cte) => cte("hit").materialized(),
    () => hits as never,
  ) as unknown as Reader;
  // Named within the statement that has it: made by `withHits` it would bring the hits along once more.
  const from = expressionBuilder<{ hit: Record<string, unknown> }>().selectFrom("hit") as unknown as Rows;
  const picked = pick(from, request, sql.ref("sort_value"), request.cursor, request.limit + 1);
  const rows = await whole(withHits, register, request, picked)
    .select(sql<number>`(select count(*) from hit)`.as("hits"))
    .execute();
  const [first] = rows;
  // A page beyond the last has no row to say how many there are in all.
  return { rows, total: first ? (first["hits"] as number) : request.cursor ? null : 0 };
}

function pick(base: Rows, request: ListRequest, value: SortValue, cursor: Cursor | null, limit: number): Rows {
  const ids = base.select("id") as unknown as Rows;
  const page = cursor ? ids.where(after(request, value, cursor)) : ids;
  return ordered(page, request, value).limit(limit);
}

function whole(tx: Reader, register: Register, request: ListRequest, picked: Rows): Rows {
  const value = sortValue(register, request);
  const rows = tx.selectFrom(register.table as keyof Tables) as unknown as Rows;
  const page = selected(rows, register, value, request.asOf).where(sql<SqlBool>`id in (${picked})`);
  return ordered(page, request, value);
}

/** How many rows the request has in all. */
export async function countRows(tx: Reader, register: Register, request: ListRequest): Promise<number> {
  return await countOf(await narrowed(tx, register, request));
}

/** The question how many rows the request has, to be asked by whoever also shows its SQL: one row, one column `value`. */
export async function counting(tx: Reader, register: Register, request: ListRequest) {
  return (await narrowed(tx, register, request)).select(sql<number>`count(*)`.as("value"));
}

/** The same question by the organisation in which the rows lie: `organizationId`, `value`; organisations without a row are missing. */
export async function countingByPlace(tx: Reader, register: Register, request: ListRequest) {
  const place = sql.ref<string>(register.place.id);
  return (await narrowed(tx, register, request))
    .select([place.as("organizationId"), sql<number>`count(*)`.as("value")])
    .groupBy(place);
}

async function countOf(base: Rows): Promise<number> {
  const { n } = await base.select(sql<number>`count(*)`.as("n")).executeTakeFirstOrThrow();
  return n;
}

async function narrowed(tx: Reader, register: Register, request: ListRequest): Promise<Rows> {
  let rows = tx.selectFrom(register.table as keyof Tables) as unknown as Rows;
  if (request.organizationId !== null) {
    const place = await tx
      .selectFrom("organization")
      .select("orgPath")
      .where("id", "=", request.organizationId)
      .executeTakeFirst();
    if (!place) throw absent("组织");
    const range = subtree(place.orgPath);
    const path = sql.ref<string>(register.place.path);
    if (request.direct) rows = rows.where(sql<SqlBool>`${path} = ${place.orgPath}`);
    else if (request.manner === "now") {
      // The door narrows to the whole reach anyway; asked twice, every row is compared twice.
      if (!isWholeReach(tx, register, range))
        rows = rows.where(sql<SqlBool>`${path} >= ${range.lo} and ${path} < ${range.hi}`);
    } else {
      const ids = await idsBeneath(tx, request.organizationId, request.asOf);
      rows = rows.where(sql<SqlBool>`${sql.ref(register.place.id)} = any(${ids}::uuid[])`);
    }
  }
  if (register.place.side === true) {
    const path = sql.ref<string>(register.place.path);
    const ranges = simplify(scopeOf(tx)[classOf(tx, register.table).sees ?? "persons"]);
    const within = ranges.map((it) => sql<SqlBool>`(${path} >= ${it.lo} and ${path} < ${it.hi})`);
    rows = rows.where(within.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(within, sql` or `)})`);
  }
  if (register.time === "range")
    rows = rows.where(
      sql<SqlBool>`valid_from <= ${request.asOf}::date and (valid_to is null or valid_to > ${request.asOf}::date)`,
    );
  for (const filter of request.filters) rows = rows.where(filterExpression(filter, request.asOf));
  if (request.text !== "") rows = rows.where(searchExpression(register, request.text));
  return rows;
}

/** Whether a range is all that the reader may see of the register. */
function isWholeReach(tx: Reader, register: Register, range: PathRange): boolean {
  const it = classOf(tx, register.table);
  const scope = scopeOf(tx);
  if (it.class !== "scoped" || it.paths.join() !== register.place.path || scope.system !== null) return false;
  const [whole, ...more] = simplify(scope[it.sees ?? "persons"]);
  return more.length === 0 && whole?.lo === range.lo && whole.hi === range.hi;
}

function selected(rows: Rows, register: Register, value: SortValue, asOf: string): Rows {
  const columns = new Set([
    "id",
    register.place.id,
    ...register.fields.flatMap((field) => (field.column ? [field.column] : [])),
  ]);
  let page = withNeighbours(rows, register, asOf);
  for (const column of columns) page = page.select(column) as unknown as Rows;
  for (const field of register.fields)
    if (field.onDay) page = page.select(sql`${field.onDay(asOf)}`.as(keyOnDay(field))) as unknown as Rows;
  return page.select(sql<string | null>`(${value})::text`.as("sort_mark")) as unknown as Rows;
}

/** Rows without a value stand last either way: people look for what is there. Name keys are never empty and keep their index. */
function ordered(rows: Rows, request: ListRequest, value: SortValue): Rows {
  const order = sql.raw(request.sort.direction);
  const last = sql.raw(request.sort.by === "value" ? "nulls last" : "");
  return rows.orderBy(sql`${value} ${order} ${last}`).orderBy(sql`${sql.ref("id")} ${order}`) as unknown as Rows;
}

type SortValue = RawBuilder<unknown>;

/** What the rows are put in order by: a column, or for a person's name its strokes, which stand with the person's memberships. */
function sortValue(register: Register, request: ListRequest): SortValue {
  const { field, by } = request.sort;
  if (by === "strokes") return sql.ref(field.nameKeys?.strokes ?? field.column ?? "id");
  if (by === "pinyin") return sql.ref(field.nameKeys?.pinyin ?? field.column ?? "id");
  if (field.nameOf === undefined) return sql.ref(field.column ?? "id");
  // Not the person, who may have gone out of reach: the memberships that were here stay. Out of reach altogether stands last.
  const strokes = expressionBuilder<{ membership: Record<string, unknown> }>()
    .selectFrom("membership")
    .select(sql<string>`max(membership.stroke_key)`.as("stroke_key"))
    .where(sql<SqlBool>`membership.person_id = ${sql.ref(`${register.table}.${field.nameOf}`)}`);
  return sql`(${strokes})`;
}

const SQL_TYPE: Readonly<Record<Field["type"], string>> = {
  text: "text",
  name: "text",
  int: "bigint",
  money: "bigint",
  day: "date",
  month: "date",
  instant: "timestamptz",
  code: "text",
  bool: "boolean",
  organization: "uuid",
  masked: "text",
  id: "uuid",
};

function after(request: ListRequest, it: SortValue, cursor: Cursor): Expression<SqlBool> {
  const id = sql.ref("id");
  const later = sql.raw(request.sort.direction === "asc" ? ">" : "<");
  if (cursor.value === null) return sql<SqlBool>`(${it} is null and ${id} ${later} ${cursor.id}::uuid)`;
  const { field } = request.sort;
  const type = sql.raw(request.sort.by === "value" && field.nameOf === undefined ? SQL_TYPE[field.type] : "text");
  if (request.sort.by !== "value")
    return sql<SqlBool>`(${it}, ${id}) ${later} (${cursor.value}::${type}, ${cursor.id}::uuid)`;
  return sql<SqlBool>`((${it}, ${id}) ${later} (${cursor.value}::${type}, ${cursor.id}::uuid) or ${it} is null)`;
}

function filterExpression(filter: Filter, asOf: string): Expression<SqlBool> {
  const column = filter.field.onDay?.(asOf) ?? sql.ref(filter.field.column ?? "id");
  switch (filter.kind) {
    case "codes":
      if (filter.codes.length === 1) return sql<SqlBool>`${column}::text = ${filter.codes[0]}`;
      return sql<SqlBool>`${column}::text = any(${filter.codes as string[]}::text[])`;
    case "bool":
      return sql<SqlBool>`coalesce(${column}, false) = ${filter.value}`;
    case "empty":
      return filter.empty ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} is not null`;
    case "text":
      return containing(sql`${column}`, filter.text);
    case "range": {
      const type = sql.raw(filter.field.type === "instant" ? "date" : SQL_TYPE[filter.field.type]);
      const value = filter.field.type === "instant" ? sql`${column}::date` : column;
      const ends = [
        filter.from === null ? null : sql<SqlBool>`${value} >= ${filter.from}::${type}`,
        filter.to === null ? null : sql<SqlBool>`${value} <= ${filter.to}::${type}`,
      ].filter((end) => end !== null);
      return ends.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(ends, sql` and `)})`;
    }
  }
}

/**
 * The one search box: Chinese by substring, blanks within it left out (王 秀), letters by pinyin and initials too, four digits
 * by the end of a telephone number where the register shows that end.
 */
function searchExpression(register: Register, asked: string): Expression<SqlBool> {
  const text = asked.replace(BLANKS_IN_CHINESE, "");
  const letters = searchQuery(text);
  const tests = register.search.flatMap((key) => {
    const field = register.fields.find((it) => it.key === key);
    if (field?.beside && field.type === "masked")
      return TAIL.test(text) ? [endsBeside(register, field.beside, text)] : [];
    if (!field?.column || field.sensitive) return [];
    const plain = containing(sql.ref(field.column), text);
    if (!field.nameKeys || letters === "" || /[^\x20-\x7e]/.test(text)) return [plain];
    // Keys hold several spellings, spaces between them; a query matches where one of them begins with it.
    const begins = `% ${escaped(letters)}%`;
    return [
      sql<SqlBool>`' ' || ${sql.ref(field.nameKeys.initials)} like ${begins}`,
      sql<SqlBool>`' ' || ${sql.ref(field.nameKeys.pinyin)} like ${begins}`,
      plain,
    ];
  });
  return tests.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

const BLANKS_IN_CHINESE = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;
const TAIL = /^\d{4}$/;

/** What is shown masked is found by what the mask leaves to be seen, and by no more. */
function endsBeside(register: Register, beside: NonNullable<Field["beside"]>, tail: string): Expression<SqlBool> {
  const record = expressionBuilder<Record<string, Record<string, unknown>>>()
    .selectFrom(`${beside.table} as shown`)
    .select(sql<number>`1`.as("found"))
    .where(sql<SqlBool>`shown.id = ${sql.ref(`${register.table}.${beside.by}`)}`)
    .where(sql<SqlBool>`${sql.ref(`shown.${beside.column}`)} like ${`%${tail}`}`);
  return sql<SqlBool>`exists (${record})`;
}

/** Folding every name of a zone costs more than looking for the text in it; what has no letters of two sizes needs none. */
function containing(column: Expression<unknown>, text: string): Expression<SqlBool> {
  const pattern = contains(text);
  return text.toLowerCase() === text.toUpperCase()
    ? sql<SqlBool>`${column} like ${pattern}`
    : sql<SqlBool>`${column} ilike ${pattern}`;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const contains = (text: string): string => `%${escaped(text)}%`;

async function finished(
  tx: Reader,
  register: Register,
  rows: readonly Record<string, unknown>[],
  asOf: string,
): Promise<Row[]> {
  const derived = new Map<string, readonly unknown[]>();
  for (const field of register.fields) if (field.derived) derived.set(field.key, await field.derived(tx, rows, asOf));
  const place = camel(register.place.id);
  const columns = register.fields.map((field) => {
    const onDay = camel(keyOnDay(field));
    const column = field.column === undefined ? null : camel(field.column);
    return { field, onDay, column: field.onDay || field.beside ? onDay : column, values: derived.get(field.key) };
  });
  return rows.map((row, at) => {
    const out: Record<string, unknown> = { id: row["id"], organizationId: row[place] };
    for (const { field, onDay, column, values } of columns) {
      const value = values ? values[at] : column === null ? null : row[column];
      if (field.type === "organization" && !values && typeof value === "string")
        out[field.key] = { id: value, name: row[onDay] ?? null };
      else out[field.key] = value instanceof Date ? value.toISOString() : (value ?? null);
    }
    return out as Row;
  });
}

/**
 * The list with the records its rows name: persons and the like as they are, organisations by the name they bore on the day;
 * of an organisation that began later, the first. What is out of reach shows nothing. Joined as derived tables whose columns
 * bear the keys of the fields, so that no column of the list becomes ambiguous.
 */
function withNeighbours(rows: Rows, register: Register, asOf: string): Rows {
  const builder = expressionBuilder<Record<string, Record<string, unknown>>>();
  const own = (column: string) => sql.ref(`${register.table}.${column}`);
  let joined = rows;
  const join = (derived: Rows, name: string, by: string) => {
    joined = joined.leftJoin(derived.as(name) as never, (on) =>
      on.on(sql<SqlBool>`${sql.ref(`${name}.${name}`)} = ${own(by)}`),
    ) as unknown as Rows;
  };
  for (const [name, fields] of Map.groupBy(
    register.fields,
    (it) => it.beside && `${it.beside.table}_by_${it.beside.by}`,
  )) {
    const [first] = fields;
    if (name === undefined || !first?.beside) continue;
    const columns = fields.map(({ beside, ...it }) => {
      const column = sql.ref(beside?.column ?? "");
      const shown =
        beside?.instead === undefined ? column : sql`case when ${column} is not null then ${beside.instead}::text end`;
      return shown.as(keyOnDay(it));
    });
    const record = builder.selectFrom(first.beside.table).select([`id as ${name}`, ...columns] as never);
    join(record as unknown as Rows, name, first.beside.by);
    joined = joined.select(fields.map(keyOnDay)) as unknown as Rows;
  }
  for (const field of register.fields) {
    if (field.type !== "organization" || !field.column) continue;
    const name = `organization_by_${field.column}`;
    const version = builder
      .selectFrom("organizationVersion")
      .select([`organization_id as ${name}`, `short_name as ${keyOnDay(field)}`])
      .where(sql<SqlBool>`valid_from <= ${asOf}::date and (valid_to is null or valid_to > ${asOf}::date)`);
    join(version as unknown as Rows, name, field.column);
    const first = builder
      .selectFrom("organizationVersion")
      .select("short_name")
      .where(sql<SqlBool>`organization_version.organization_id = ${own(field.column)}`)
      .orderBy("valid_from")
      .limit(1);
    joined = joined.select(sql`coalesce(${sql.ref(keyOnDay(field))}, ${first})`.as(keyOnDay(field))) as unknown as Rows;
  }
  return joined;
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Keeps values of the day, and those of other records, apart from columns of the same name. */
const keyOnDay = (field: Field): string => `on_day_${snake(field.key)}`;
