import { type TSchema, Type } from "typebox";
import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { simplify } from "#platform/database/reach.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";
import { answer } from "#platform/http/answer.ts";
import { Download, WORKBOOK } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { IdOf } from "#platform/http/shapes.ts";
import * as at from "./address.ts";
import { ListView, NewSavedView, Registers, SavedView, SavedViews } from "./contract.ts";
import type { Field, Register } from "./declaration.ts";
import { describeRegister } from "./describe.ts";
import { exportRows, templateOf } from "./export.ts";
import { countRows, listPage } from "./list.ts";
import { readListRequest } from "./request.ts";
import { zh } from "./zh.ts";

const EXPORTED = "registers.list.exported";
const VIEW = ["id", "register", "name", "address"] as const;

/** The routes of all registers: one list, export and template each, from their declarations; and the saved views. */
export function registerRoutes(registers: readonly Register[]): Route[] {
  return [
    answer(at.registers, "own", { shows: Registers }, ({ house, actor }) =>
      Promise.resolve(registers.map((it) => describeRegister(it, house.policy, actor)).filter((it) => it !== null)),
    ),
    ...registers.flatMap(routesOf),
    ...viewRoutes,
  ];
}

type Given = Readonly<Record<string, unknown>>;

function routesOf(register: Register): Route[] {
  const { id, title, verbs } = register;
  const query = querySchema(register);
  const exportQuery: typeof query = Type.Object(
    {
      ...query.properties,
      format: Type.Optional(Type.String({ description: zh.queryFormat })),
      columns: Type.Optional(Type.String({ description: zh.queryColumns })),
    },
    { additionalProperties: false },
  );
  return [
    answer(at.listOf(id, title), verbs.read, { query, shows: ListView }, ({ tx, today, query: given }) =>
      listPage(tx, register, readListRequest(register, given as Given, today)),
    ),
    answer(at.templateOf(id, title), verbs.read, {}, ({ house }) => Promise.resolve(blank(house, register))),
    answer(at.exportOf(id, title), verbs.export, { query: exportQuery, rate: "heavy", tells: [EXPORTED] }, (doing) =>
      exported(doing, register, doing.query as Readonly<Record<string, string | undefined>>),
    ),
  ];
}

function blank(house: House, register: Register): Download {
  const vocabulary = house.imports.importers.get(register.id)?.vocabulary;
  return new Download(`${register.title}模板.xlsx`, WORKBOOK, templateOf(register, vocabulary));
}

/** All rows that answer to what was asked, as a workbook or a text table, and told to the audit. */
async function exported(
  { house, tx, scope, today, tell }: Doing,
  register: Register,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<Download> {
  const request = readListRequest(register, asked, today);
  const format = asked["format"] ?? "xlsx";
  const { fields, faults } = chosenFields(register, asked["columns"]);
  if (format !== "xlsx" && format !== "csv") faults.push({ pointer: "/query/format", message: zh.exportFormat });
  if (faults.length > 0)
    throw new Problem("unreadable", "bad-query", zh.exportColumns, zh.exportColumnsDetail, { faults });
  const place = await placeOf(tx, scope, request.organizationId);
  await tell({
    event: EXPORTED,
    organizationId: request.organizationId,
    orgPath: place?.orgPath ?? scope.places[0]?.lo ?? "/",
    target: { kind: "register", id: register.id, name: register.title },
    details: {
      rows: await countRows(tx, register, request),
      format,
      columns: fields.map((it) => it.key),
      filters: request.filters.map((it) => it.field.key),
      asOf: request.asOf,
    },
  });
  const name = `${place?.shortName ?? ""}${register.title}_${request.asOf.replaceAll("-", "")}.${format}`;
  const rows = exportRows(house, scope, {
    register,
    request,
    fields,
    format: format === "csv" ? "csv" : "xlsx",
    place: place?.shortName ?? zh.everything,
  });
  return new Download(name, format === "csv" ? "text/csv; charset=utf-8" : WORKBOOK, rows);
}

/** The organisation that a list is about: the one asked for, else the one that the whole reach lies beneath, if there is one. */
async function placeOf(tx: Reader, scope: Scope, organizationId: string | null) {
  const ranges = simplify(scope.places);
  const only = ranges.length === 1 ? ranges[0]?.lo : undefined;
  if (organizationId === null && only === undefined) return null;
  return await tx
    .selectFrom("organizationVersion")
    .select(["shortName", "orgPath"])
    .$if(organizationId !== null, (query) => query.where("organizationId", "=", organizationId ?? ""))
    .$if(organizationId === null, (query) => query.where("orgPath", "=", only ?? ""))
    .orderBy("validFrom", "desc")
    .executeTakeFirst();
}

function chosenFields(
  register: Register,
  columns: string | undefined,
): { fields: Field[]; faults: { pointer: string; message: string }[] } {
  const keys = columns ? columns.split(",") : register.columns;
  const fields = keys.flatMap((key) => register.fields.find((it) => it.key === key && !it.sensitive) ?? []);
  const missing = keys.filter((key) => !fields.some((it) => it.key === key));
  return {
    fields,
    faults:
      missing.length > 0
        ? [{ pointer: "/query/columns", message: zh.unknownColumns(missing.join("、").slice(0, 100)) }]
        : [],
  };
}

function querySchema(register: Register): ReturnType<typeof Type.Object<Record<string, TSchema>>> {
  const words = (description: string, maxLength = 400) => Type.Optional(Type.String({ description, maxLength }));
  const filters = register.fields
    .filter((field) => field.filter && (field.column ?? field.onDay) && !field.sensitive)
    .map((field) => [`f.${field.key}`, words(zh.queryFilter(field.term, field.filter ?? ""))] as const);
  return Type.Object(
    {
      org: words(zh.queryOrg),
      direct: words(zh.queryDirect),
      asOf: words(zh.queryAsOf),
      q: words(zh.queryText),
      sort: words(zh.querySort),
      cursor: words(zh.queryCursor, 2_000),
      limit: words(zh.queryLimit),
      count: words(zh.queryCount),
      ...Object.fromEntries(filters),
    } as Record<string, TSchema>,
    // Unknown keys are answered by readListRequest, together with all other faults.
    { additionalProperties: true },
  );
}

const viewRoutes: Route[] = [
  answer(at.views, "own", { shows: SavedViews }, ({ tx }) =>
    tx.selectFrom("savedView").select(VIEW).orderBy("register").orderBy("name").execute(),
  ),
  answer(at.viewSaving, "own", { body: NewSavedView, shows: SavedView, status: 201, tells: [] }, (doing) =>
    saveView(doing, doing.body),
  ),
  answer(at.viewDropping, "own", { params: Type.Object({ id: IdOf("视图编号") }), tells: [] }, async (doing) => {
    const gone = await doing.tx.deleteFrom("savedView").where("id", "=", doing.params.id).executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw absent(zh.viewName);
  }),
];

async function saveView({ tx, actor }: Doing<never>, view: NewSavedView): Promise<SavedView> {
  const { register, name, address } = view;
  const accountId = actor.accountId ?? "";
  await tx
    .deleteFrom("savedView")
    .where("accountId", "=", accountId)
    .where("register", "=", register)
    .where("name", "=", name)
    .execute();
  const id = newId();
  await tx.insertInto("savedView").values({ id, accountId, register, name, address }).execute();
  return { id, register, name, address };
}
