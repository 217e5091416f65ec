import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenApi, Operation } from "#platform/http/openapi.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { freshHouse, PASSWORD, type TestHouse } from "./house.ts";

/**
 * The interface as a stranger meets it: nothing here knows an address, a method, a header or a shape but from the
 * document that the server gives out.
 */
let it: TestHouse;
let app: FastifyInstance;
let document: OpenApi;
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  await it.person("branch_secretary", it.places.branch, "liuhe");
  document = (await app.inject("/api/openapi.json")).json<OpenApi>();
});
afterAll(async () => {
  await it?.close();
});

interface Place extends Operation {
  readonly method: string;
  readonly path: string;
}
const operations = (): Place[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );

/** What a reference stands for, with all that is referred to within it. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value) {
    const target = String(value.$ref)
      .slice(2)
      .split("/")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    if (target === undefined || target === null) throw new Error(`nothing at ${String(value.$ref)}`);
    return resolved(target);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each)]));
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly example?: string;
}
interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: TSchema & { properties?: Record<string, unknown> } }>>;
}

describe("the document", () => {
  test("names every operation once, and every reference in it leads somewhere", () => {
    const ids = operations().map((one) => one.operationId);
    expect(ids.length).toBeGreaterThan(350);
    expect(new Set(ids).size).toBe(ids.length);
    expect(() => resolved(document)).not.toThrow();
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(250);
    expect(document.components.schemas).toHaveProperty("MemberView.properties");
  });

  test("says of each what is sent along, what is answered, and how it is refused", () => {
    for (const one of operations()) {
      const parameters = resolved(one.parameters) as Parameter[];
      const named = [...one.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
      expect(
        parameters.filter((each) => each.in === "path").map((each) => each.name),
        one.operationId,
      ).toEqual(named);
      const header = parameters.some((each) => each.name === "x-lianxin" && each.required);
      expect(header, one.operationId).toBe(one.method !== "get");
      const statuses = Object.keys(one.responses);
      expect(statuses.filter((each) => each.startsWith("2")).length, one.operationId).toBeGreaterThan(0);
      expect(statuses.includes("401"), one.operationId).toBe(one.security.length > 0);
      for (const [status, response] of Object.entries(resolved(one.responses) as Record<string, Media>)) {
        const types = Object.keys(response.content ?? {});
        if (status === "204") expect(types, one.operationId).toEqual([]);
        else if (status.startsWith("2")) expect(types, one.operationId).not.toEqual([]);
        else expect(types, one.operationId).toEqual(["application/problem+json"]);
      }
    }
  });

  test("calls a file a file, and not JSON", () => {
    const of = (id: string) => {
      const found = operations().find((one) => one.operationId === id);
      return Object.keys((found?.responses["200"] as Media | undefined)?.content ?? {});
    };
    expect(of("postRegistersMembersExport")).toContain("text/csv");
    expect(of("getRegistersMembersTemplate")).toEqual([
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]);
  });
});

/** What the story below reads of answers. */
interface Answer {
  readonly id?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly errors?: readonly unknown[];
  readonly rows?: readonly { readonly name: string }[];
}

/** Does what the document says, and holds every answer to it. */
class Stranger {
  cookie = "";

  async call(
    id: string,
    given: { path?: Record<string, string>; body?: Record<string, unknown>; files?: Record<string, Buffer> } = {},
  ): Promise<{ status: number; answer: Answer }> {
    const one = operations().find((each) => each.operationId === id);
    if (!one) throw new Error(`the document has no ${id}`);
    const parameters = resolved(one.parameters) as Parameter[];
    const headers = Object.fromEntries(
      parameters.filter((each) => each.in === "header" && each.required).map((each) => [each.name, each.example ?? ""]),
    );
    const url = one.path.replace(/\{(\w+)\}/g, (_, name: string) => given.path?.[name] ?? "");
    const response = await app.inject({
      method: one.method.toUpperCase() as "POST",
      url,
      ...this.#sent(one, given, { ...headers, ...(this.cookie === "" ? {} : { cookie: this.cookie }) }),
    });
    const cookie = response.cookies.find((each) => each.name === this.#cookieName());
    if (cookie) this.cookie = `${cookie.name}=${cookie.value}`;
    const promised = (resolved(one.responses) as Record<string, Media>)[String(response.statusCode)];
    expect(promised, `${id} answers ${response.statusCode}: ${response.body.slice(0, 300)}`).toBeDefined();
    const type = (response.headers["content-type"] ?? "").split(";")[0] ?? "";
    const schema = promised?.content?.[type]?.schema;
    if (response.statusCode === 204) return { status: 204, answer: {} };
    expect(schema, `${id} answers ${type}`).toBeDefined();
    const answer = response.json<Answer>();
    const check = Compile(schema as TSchema);
    expect(check.Check(answer), `${id}: ${JSON.stringify(check.Errors(answer).slice(0, 3))}`).toBe(true);
    return { status: response.statusCode, answer };
  }

  #cookieName(): string {
    const schemes = document.components.securitySchemes as Record<string, { name: string; description: string }>;
    return Object.values(schemes).find((each) => each.description === "http")?.name ?? "";
  }

  #sent(
    one: Place,
    given: { body?: Record<string, unknown>; files?: Record<string, Buffer> },
    headers: Record<string, string>,
  ) {
    const [type, media] = Object.entries((resolved(one.requestBody ?? {}) as Media).content ?? {})[0] ?? [];
    if (type === undefined) return { headers };
    if (type === "application/json")
      return { headers: { ...headers, "content-type": type }, payload: given.body ?? {} };
    const boundary = "----stranger";
    const [field] = Object.keys(media?.schema.properties ?? {});
    const parts = Object.entries(given.files ?? {}).map(([name, content]) =>
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
        ),
        content,
        Buffer.from("\r\n"),
      ]),
    );
    return {
      headers: { ...headers, "content-type": `${type}; boundary=${boundary}` },
      payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    };
  }
}

test("a client made from the document signs in, imports a roster, reads it, and takes it back", async () => {
  const stranger = new Stranger();
  expect((await stranger.call("postImports")).status).toBe(401);
  await stranger.call("postSession", { body: { username: "liuhe", password: PASSWORD } });
  const first17 = "32997119680216101";
  const roster = Buffer.from(
    `姓名,性别,身份证号,学历,党员类别,所在支部,入党时间,转正时间\r\n赵一,男,${first17}${checkCharacter(first17)},初中,正式党员,柳河村党支部,1992-06-01,1993-06-01\r\n`,
  );
  const begun = await stranger.call("postImports", { files: { "名册.csv": roster } });
  expect(begun.status).toBe(201);
  const path = { id: begun.answer.id ?? "" };
  const preview = await stranger.call("getImportsById", { path });
  expect(preview.answer.counts).toMatchObject({ new: 1, faulty: 0 });
  const wrong = await stranger.call("postImportsByIdCommitment", {
    path,
    body: { manner: "anything" },
  });
  expect(wrong.status).toBe(400);
  expect(wrong.answer.errors).toHaveLength(1);
  await stranger.call("postImportsByIdCommitment", { path, body: { manner: "good-rows" } });
  const listed = await stranger.call("getRegistersMembers");
  expect(listed.answer.rows?.map((row) => row.name)).toContain("赵一");
  await stranger.call("postImportsByIdUndoing", { path });
  const after = await stranger.call("getRegistersMembers");
  expect(after.answer.rows?.map((row) => row.name)).not.toContain("赵一");
});
