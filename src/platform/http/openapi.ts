import { type TSchema, Type } from "typebox";
import { ONCE_KEY } from "#platform/once/index.ts";
import { programVersion } from "#platform/version.ts";
import { isDownloadSchema, WORKBOOK } from "./download.ts";
import { PROBLEM_STATUS, type ProblemFamily } from "./problem.ts";
import type { Route } from "./route.ts";
import { ProvisionView } from "./shapes.ts";
import { zh } from "./zh.ts";

/**
 * The interface as an OpenAPI 3.1 document, made from the same table as the routes: what each reads, answers and refuses,
 * as it does.
 */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, unknown>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The body of every refusal, RFC 9457. */
export const ProblemBody = Type.Object(
  {
    type: Type.String({ format: "uri-reference", description: "问题的种类，也是说明页的地址" }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: "是否保存了内容，接下来怎么办" }),
    instance: Type.String({ format: "uri-reference" }),
    requestId: Type.String({ description: "查日志用的编号" }),
    errors: Type.Array(
      Type.Object({
        pointer: Type.String({ description: "哪一项：JSON 指针，如 /member/name" }),
        message: Type.String(),
      }),
      { description: "全部问题，一次说明" },
    ),
    provision: Type.Optional(ProvisionView),
  },
  { additionalProperties: true },
);

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Which refusals every route may answer, and which only some. */
function familiesOf(route: Route): readonly ProblemFamily[] {
  const named = (when: boolean, ...families: readonly ProblemFamily[]) => (when ? families : []);
  return [
    ...named(route.params !== undefined || route.query !== undefined || route.body !== undefined, "unreadable"),
    ...named(route.verb !== "public", "unauthenticated"),
    ...named(route.verb !== "public" || route.method !== "GET", "forbidden"),
    ...named(route.params !== undefined, "absent"),
    ...named(route.kind !== "question", "conflict", "refused"),
    ...named(route.method !== "GET", "tooLarge", "unsupported"),
    "tooMany",
    "unavailable",
  ];
}

/** Whether a deed takes a key under which it is done once (platform/once). */
export function takesKey(route: Route): boolean {
  return route.kind === "deed" && route.repeats !== "by-itself" && !isFile(route);
}

const isFile = (route: Route): boolean => isDownloadSchema(route.response as { format?: unknown });

/**
 * @param names schemas that have a name of their own, as their contract exports them: written once and referred to.
 */
export function openApiOf(routes: readonly Route[], names: ReadonlyMap<object, string>): OpenApi {
  const writer = new SchemaWriter(names);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, writer) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "连心 接口说明",
      version: programVersion().release,
      description: zh.reference,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-lianxin", description: "https" },
        sessionOverHttp: { type: "apiKey", in: "cookie", name: "lianxin", description: "http" },
      },
      parameters: {
        ours: {
          name: "x-lianxin",
          in: "header",
          required: true,
          description: zh.referenceHeader,
          schema: { type: "string", const: "1" },
          example: "1",
        },
        key: {
          name: "idempotency-key",
          in: "header",
          required: false,
          description: zh.referenceKey,
          schema: { type: "string", pattern: ONCE_KEY.source },
          example: "01a3f0c6-58b2-7d1e-9a40-6c2f5e8b7d10",
        },
      },
      responses: Object.fromEntries(
        Object.keys(PROBLEM_STATUS).map((family) => [
          family,
          {
            description: zh.referenceRefusals[family as ProblemFamily],
            content: { "application/problem+json": { schema: writer.of(ProblemBody) } },
          },
        ]),
      ),
      schemas: writer.named,
    },
  };
}

const tagOf = (route: Route): string => route.path.split("/")[2] ?? "api";

/** `GET /api/members/:id/history` is `getMembersByIdHistory`. */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .split("/")
    .slice(2)
    .flatMap((part) => (part.startsWith(":") ? ["by", part.slice(1)] : part.split(/[^a-zA-Z0-9]+/)))
    .filter((it) => it !== "");
  return [method.toLowerCase(), ...words.map((it) => `${it[0]?.toUpperCase() ?? ""}${it.slice(1)}`)].join("");
}

function operationOf(route: Route, writer: SchemaWriter): Operation {
  const refusals = familiesOf(route).map(
    (family) => [String(PROBLEM_STATUS[family]), { $ref: `#/components/responses/${family}` }] as const,
  );
  const body = bodyOf(route, writer);
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    description:
      route.verb === "public" ? "无需登录" : route.verb === "own" ? "登录即可，只涉及本人" : `需要权限 ${route.verb}`,
    tags: [tagOf(route)],
    security: route.verb === "public" ? [] : [{ session: [] }, { sessionOverHttp: [] }],
    parameters: [
      ...parametersOf("path", route.params, writer),
      ...parametersOf("query", route.query, writer),
      ...(route.method === "GET" ? [] : [{ $ref: "#/components/parameters/ours" }]),
      ...(takesKey(route) ? [{ $ref: "#/components/parameters/key" }] : []),
    ],
    ...(body === null ? {} : { requestBody: body }),
    responses: { ...successOf(route, writer), ...Object.fromEntries(refusals) },
  };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
}

function parametersOf(place: "path" | "query", shape: TSchema | undefined, writer: SchemaWriter): unknown[] {
  const { properties = {}, required = [] } = (shape ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => {
    const { title, description = title } = schema as { title?: string; description?: string };
    return {
      name,
      in: place,
      required: place === "path" || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: writer.of(schema),
    };
  });
}

function bodyOf(route: Route, writer: SchemaWriter): unknown {
  if (route.upload) {
    const { properties = {}, required = [] } = (route.body ?? {}) as ObjectSchema;
    const files = {
      type: "array",
      minItems: 1,
      maxItems: route.upload.maxFiles,
      items: { type: "string", contentMediaType: "application/octet-stream", contentEncoding: "binary" },
    };
    const fields = Object.fromEntries(Object.entries(properties).map(([name, it]) => [name, writer.of(it)]));
    const schema = { type: "object", properties: { files, ...fields }, required: ["files", ...required] };
    return { required: true, content: { "multipart/form-data": { schema } } };
  }
  if (route.method === "GET" || !route.body) return null;
  const { required = [] } = route.body as ObjectSchema;
  const isObject = "properties" in route.body;
  return {
    required: !isObject || required.length > 0,
    content: { "application/json": { schema: writer.of(route.body) } },
  };
}

const isNull = (it: object): boolean => (it as { type?: string }).type === "null";

/** The statuses of success that a route may answer: an answer of nothing is 204, whatever else is said. */
export function promisedBy(route: Route): ReadonlySet<number> {
  const { anyOf = [route.response] } = route.response as { anyOf?: readonly TSchema[] };
  return new Set([...(anyOf.every(isNull) ? [] : [route.status ?? 200]), ...(anyOf.some(isNull) ? [204] : [])]);
}

function successOf(route: Route, writer: SchemaWriter): Record<string, unknown> {
  const content = () =>
    isFile(route) ? fileOf(route.path) : { "application/json": { schema: writer.of(route.response) } };
  return Object.fromEntries(
    [...promisedBy(route)].map((status) => [
      String(status),
      status === 204 ? { description: zh.referenceNothing } : { description: route.summary, content: content() },
    ]),
  );
}

function fileOf(path: string): Record<string, unknown> {
  const binary = { schema: { type: "string", contentEncoding: "binary" } };
  if (/\.xlsx$|\/template$/.test(path)) return { [WORKBOOK]: binary };
  if (path.endsWith("/word")) return { [WORD]: binary };
  if (path.endsWith("/export")) return { [WORKBOOK]: binary, "text/csv": binary };
  return { "*/*": binary };
}

/** Copies schemas; one that has a name is written once, and referred to wherever it stands. */
class SchemaWriter {
  readonly named: Record<string, unknown> = {};
  readonly #names: ReadonlyMap<object, string>;

  constructor(names: ReadonlyMap<object, string>) {
    this.#names = names;
  }

  of(schema: object): unknown {
    const name = this.#names.get(schema);
    if (name === undefined) return this.#copy(schema);
    if (!Object.hasOwn(this.named, name)) {
      // Its place is taken first: a schema that holds itself refers to it.
      this.named[name] = null;
      this.named[name] = this.#copy(schema);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #copy(value: object): unknown {
    if (Array.isArray(value)) return value.map((it: unknown) => this.#any(it));
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, it]) => it !== undefined)
        .map(([key, it]) => [key, this.#any(it)]),
    );
  }

  #any(value: unknown): unknown {
    return typeof value === "object" && value !== null ? this.of(value) : value;
  }
}
