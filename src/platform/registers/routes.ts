import { type TSchema, Type } from "typebox";
import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { simplify } from "#platform/database/reach.ts";
import type { Scope } from "#platform/database/scope.ts";
import { DOWNLOAD, Download } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { IdOf } from "#platform/http/shapes.ts";
import { ListView, NewSavedView, RegisterView, SavedView } from "./contract.ts";
import type { Field, Register } from "./declaration.ts";
import { describeRegister } from "./describe.ts";
import { exportRows, templateOf } from "./export.ts";
import { countRows, listPage } from "./list.ts";
import { readListRequest } from "./request.ts";
import { zh } from "./zh.ts";

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The routes of all registers: one list, export and template each, from their declarations; and the saved views. */
export function registerRoutes(registers: readonly Register[]): Route[] {
  return [
    question({
      path: "/api/registers",
      verb: "own",
      summary: zh.describeSummary,
      response: Type.Array(RegisterView),
      handle: ({ house, actor }) =>
        Promise.resolve(registers.map((it) => describeRegister(it, house.policy, actor)).filter((it) => it !== null)),
    }),
    ...registers.flatMap(routesOf),
    ...viewRoutes,
  ];
}

function routesOf(register: Register): Route[] {
  const query = querySchema(register);
  return [
    question({
      path: `/api/registers/${register.id}`,
      verb: register.verbs.read,
      summary: zh.listSummary(register.title),
      query,
      response: ListView,
      handle: ({ tx, today, query: given }) =>
        listPage(tx, register, readListRequest(register, given as Record<string, unknown>, today)),
    }),
    question({
      path: `/api/registers/${register.id}/template`,
      verb: register.verbs.read,
      summary: zh.templateSummary(register.title),
      response: DOWNLOAD,
      handle: () =>
        Promise.resolve(
          new Download(
            `${register.title}模板.xlsx`,
            SPREADSHEET,
            templateOf(
              register,
              register.fields.filter((field) => !field.derived && field.type !== "id"),
            ),
          ),
        ),
    }),
    deed({
      method: "POST",
      path: `/api/registers/${register.id}/export`,
      verb: register.verbs.export,
      summary: zh.exportSummary(register.title),
      query: Type.Object(
        {
          ...query.properties,
          format: Type.Optional(Type.String({ description: zh.queryFormat })),
          columns: Type.Optional(Type.String({ description: zh.queryColumns })),
        },
        { additionalProperties: false },
      ),
      response: DOWNLOAD,
      rate: "heavy",
      tells: ["registers.list.exported"],
      async handle({ house, tx, scope, today, tell, query: given }) {
        const asked = given as Record<string, string | undefined>;
        const request = readListRequest(register, asked, today);
        const format = asked["format"] ?? "xlsx";
        const { fields, faults } = chosenFields(register, asked["columns"]);
        if (format !== "xlsx" && format !== "csv") faults.push({ pointer: "/query/format", message: zh.exportFormat });
        if (faults.length > 0)
          throw new Problem("unreadable", "bad-query", zh.exportColumns, zh.exportColumnsDetail, { faults });
        const place = await placeOf(tx, scope, request.organizationId);
        const rows = await countRows(tx, register, request);
        await tell({
          event: "registers.list.exported",
          organizationId: request.organizationId,
          orgPath: place?.orgPath ?? scope.places[0]?.lo ?? "/",
          target: { kind: "register", id: register.id, name: register.title },
          details: {
            rows,
            format,
            columns: fields.map((it) => it.key),
            filters: request.filters.map((it) => it.field.key),
            asOf: request.asOf,
          },
        });
        const name = `${place?.shortName ?? ""}${register.title}_${request.asOf.replaceAll("-", "")}.${format}`;
        return new Download(
          name,
          format === "csv" ? "text/csv; charset=utf-8" : SPREADSHEET,
          exportRows(house, scope, {
            register,
            request,
            fields,
            format: format === "csv" ? "csv" : "xlsx",
            place: place?.shortName ?? zh.everything,
          }),
        );
      },
    }),
  ];
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
  question({
    path: "/api/views",
    verb: "own",
    summary: zh.viewsSummary,
    response: Type.Array(SavedView),
    handle: ({ tx }) =>
      tx
        .selectFrom("savedView")
        .select(["id", "register", "name", "address"])
        .orderBy("register")
        .orderBy("name")
        .execute(),
  }),
  deed({
    method: "POST",
    path: "/api/views",
    verb: "own",
    summary: zh.saveViewSummary,
    body: NewSavedView,
    response: SavedView,
    status: 201,
    tells: [],
    async handle({ tx, actor, body }) {
      const accountId = actor.accountId ?? "";
      await tx
        .deleteFrom("savedView")
        .where("accountId", "=", accountId)
        .where("register", "=", body.register)
        .where("name", "=", body.name)
        .execute();
      const row = { id: newId(), accountId, register: body.register, name: body.name, address: body.address };
      await tx.insertInto("savedView").values(row).execute();
      return { id: row.id, register: row.register, name: row.name, address: row.address };
    },
  }),
  deed({
    method: "DELETE",
    path: "/api/views/:id",
    verb: "own",
    summary: zh.dropViewSummary,
    params: Type.Object({ id: IdOf("视图编号") }),
    response: Type.Null(),
    tells: [],
    async handle({ tx, params }) {
      const { numDeletedRows } = await tx.deleteFrom("savedView").where("id", "=", params.id).executeTakeFirst();
      if (numDeletedRows === 0n) throw absent(zh.viewName);
      return null;
    },
  }),
];
