import { afterAll, beforeAll, expect, test } from "vitest";
import { enterRoster } from "#modules/membership/index.ts";
import { systemActor } from "#platform/access/index.ts";
import { act } from "#platform/doing.ts";
import { Browser, freshHouse, type TestHouse } from "./house.ts";

/**
 * Deeds that no attack with a made-up body carries out and no story of another suite goes by: each is done here by its
 * route, as a page would (test/laws/called.test.ts holds that none is left).
 */
let it: TestHouse;
let personIds: readonly string[];
let secretary: Browser;
let next: Browser;
let phone: Browser;

beforeAll(async () => {
  it = await freshHouse();
  ({ personIds } = await act(it.house, systemActor("test"), "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: it.places.branch,
      on: "2026-06-01",
      members: ["谭玉莲", "宋春生"].map((name, at) => ({
        name,
        category: "正式党员",
        birthOn: `196${at}-03-01`,
        joinedOn: "2001-07-01",
        fullOn: "2002-07-01",
      })),
    }),
  ));
  const app = await it.app();
  await it.person("branch_secretary", it.places.branch, "shuji");
  await it.person("branch_secretary", it.places.otherBranch, "linshe");
  const own = await it.person("member", it.places.branch, "tanyulian");
  await it.open.database.ownerPool.query("update account set person_id = $1 where id = $2", [personIds[0], own.id]);
  [secretary, next, phone] = [new Browser(app), new Browser(app), new Browser(app)];
  await secretary.signIn("shuji");
  await next.signIn("linshe");
  await phone.signIn("tanyulian");
});
afterAll(() => it.close());

test("a view is dropped by whoever saved it", async () => {
  const view = { register: "members", name: "四十岁以下", address: "/r/members?f.age=..40" };
  const { id } = (await secretary.send("POST", "/api/views", view)).json<{ id: string }>();
  expect((await next.send("DELETE", `/api/views/${id}`)).statusCode).toBe(404);
  expect((await secretary.send("DELETE", `/api/views/${id}`)).statusCode).toBe(204);
  expect((await secretary.send("GET", "/api/views")).json()).toEqual([]);
});

test("what a member wants corrected is read whole by whoever may correct it", async () => {
  const asked = await phone.send("POST", "/api/own/corrections", { field: "mobile", wanted: "13912340077" });
  expect(asked.statusCode).toBe(201);
  const { id } = asked.json<{ id: string }>();
  expect((await next.send("POST", `/api/correction-requests/${id}/reading`)).statusCode).toBe(404);
  const read = await secretary.send("POST", `/api/correction-requests/${id}/reading`);
  expect(read.json()).toEqual({ wanted: "13912340077" });
});

test("the file of a member who moved is received by the next branch", async () => {
  const moving = { personIds: [personIds[1]], toOrganizationId: it.places.otherBranch, duesPaidTo: "2026-10-01" };
  const { ids } = (await secretary.send("POST", "/api/transfers", moving)).json<{ ids: string[] }>();
  const at = `/api/transfers/${ids[0]}`;
  expect((await next.send("POST", `${at}/acceptance`, {})).statusCode).toBe(204);
  const file = { way: "by-hand", materials: [{ term: "入党志愿书" }] };
  expect((await secretary.send("POST", `${at}/file`, file)).statusCode).toBe(204);
  // Who sent it does not sign for it.
  expect((await secretary.send("POST", `/api/transfers/${ids[0]}/file-receipt`, {})).statusCode).toBe(422);
  expect((await next.send("POST", `/api/transfers/${ids[0]}/file-receipt`, {})).statusCode).toBe(204);
  const again = await next.send("POST", `${at}/file-receipt`, {});
  expect(again.statusCode).toBe(409);
});

test("a paper is kept with a step of recruiting", async () => {
  const opened = await secretary.send("POST", "/api/recruiting", {
    organizationId: it.places.branch,
    applicant: { name: "孙得福", gender: "1", ethnicity: "01", birthOn: "1996-05-04" },
    on: "2026-10-01",
  });
  expect(opened.statusCode, opened.body).toBe(201);
  const { id } = opened.json<{ id: string }>();
  const { rows } = await it.open.database.ownerPool.query<{ id: string }>(
    "select id from recruiting_record where case_id = $1",
    [id],
  );
  const boundary = "paper";
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="申请书.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
    ),
    Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const kept = (by: Browser) =>
    by.send("POST", `/api/recruiting/${id}/records/${rows[0]?.id}/papers`, undefined, {
      payload,
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    });
  expect((await kept(next)).statusCode).toBe(404);
  const answer = await kept(secretary);
  expect(answer.statusCode, answer.body).toBe(201);
});
