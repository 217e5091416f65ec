import { afterAll, beforeAll, expect, test } from "vitest";
import { noticeKinds } from "#modules/membership/transfers/zh.ts";
import { systemScope } from "#platform/database/scope.ts";
import { notify } from "#platform/notices/index.ts";
import { Browser, freshHouse, type TestHouse } from "./house.ts";

/** Audit, files, jobs and notices as a browser meets them. */
let it: TestHouse;
const people = new Map<string, Browser>();
const as = (username: string): Browser => {
  const found = people.get(username);
  if (!found) throw new Error(`nobody is called ${username}`);
  return found;
};
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await freshHouse();
  const { zone, town, otherTown } = it.places;
  const app = await it.app();
  for (const [username, role, place] of [
    ["auditor", "auditor", zone],
    ["town", "town_officer", town],
    ["beside", "town_officer", otherTown],
  ] as const) {
    ids.set(username, (await it.person(role, place, username)).id);
    const browser = new Browser(app);
    expect((await browser.signIn(username)).statusCode).toBe(200);
    people.set(username, browser);
  }
});
afterAll(() => it.close());

const upload = (browser: Browser, organizationId: string, name: string, content: string) => {
  const boundary = "----lianxin";
  const payload = [
    `--${boundary}\r\ncontent-disposition: form-data; name="organizationId"\r\n\r\n${organizationId}\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n`,
    `--${boundary}--\r\n`,
  ].join("");
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return browser.send("POST", "/api/files", undefined, { payload, headers });
};

test("a document is uploaded, fetched within reach only, and both stand in the sealed audit", async () => {
  const made = await upload(as("town"), it.places.town, "批复.pdf", "%PDF-1.7 设立党支部");
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json<{ id: string }>();
  expect(made.json()).toMatchObject({ name: "批复.pdf", mediaType: "application/pdf" });
  expect((await upload(as("town"), it.places.town, "批复.pdf", "<html>")).statusCode).toBe(415);
  expect((await upload(as("town"), it.places.otherTown, "批复.pdf", "%PDF-1.7")).statusCode).toBe(404);

  const fetched = await as("town").send("GET", `/api/files/${id}`);
  expect(fetched.body).toBe("%PDF-1.7 设立党支部");
  expect(fetched.headers).toMatchObject({ "x-content-type-options": "nosniff" });
  expect(fetched.headers["content-disposition"]).toMatch(/^attachment/);
  expect((await as("beside").send("GET", `/api/files/${id}`)).statusCode).toBe(404);
  expect((await as("auditor").send("GET", `/api/files/${id}`)).statusCode).not.toBe(200);

  const told = await it.open.database.ownerPool.query<{ id: string; event: string }>(
    "select id, event from audit_event where target_id = $1 order by number",
    [id],
  );
  expect(told.rows.map((row) => row.event)).toEqual(["files.document.uploaded", "files.document.fetched"]);
  const entry = await as("auditor").send("GET", `/api/audit/${told.rows[1]?.id}`);
  expect(entry.json()).toMatchObject({
    sentence: "town下载了文件“批复.pdf”",
    target: { kind: "file", id, name: "批复.pdf" },
  });
  expect((await as("town").send("GET", `/api/audit/${told.rows[1]?.id}`)).statusCode).not.toBe(200);

  await it.house.audit.sealer.sealNow();
  const verified = await as("auditor").send("GET", "/api/audit/verification");
  expect(verified.json()).toMatchObject({ ok: true, pending: 0, faults: [] });
  expect((await as("beside").send("GET", "/api/audit/verification")).statusCode).not.toBe(200);
});

test("a notice is read by the one it is for, who may turn its kind off", async () => {
  const notice = {
    accountIds: [ids.get("town") ?? ""],
    by: null,
    kind: noticeKinds.waiting,
    title: "待接收",
    body: "",
    link: null,
    because: "您管理本镇街。",
    now: it.clock.now(),
  } as const;
  const give = () => it.house.door.write(systemScope("test"), (tx) => notify(tx, notice));
  expect(await give()).toBe(1);
  const { notices, unread } = (await as("town").send("GET", "/api/notices")).json<{
    notices: { id: string }[];
    unread: number;
  }>();
  expect(unread).toBe(1);
  const reading = `/api/notices/${notices[0]?.id}/reading`;
  expect((await as("beside").send("POST", reading)).statusCode).toBe(404);
  expect((await as("town").send("POST", reading)).statusCode).toBe(204);
  expect((await as("town").send("PUT", "/api/notices/choices", { muted: ["transfer-waiting"] })).statusCode).toBe(204);
  expect(await give()).toBe(0);
  const unknown = await as("town").send("PUT", "/api/notices/choices", { muted: ["report-due"] });
  expect(unknown.statusCode).toBe(400);
  expect(unknown.json()).toMatchObject({ errors: [{ pointer: "/muted" }] });
  const chosen = (await as("town").send("GET", "/api/notices")).json<{
    unread: number;
    kinds: { kind: string; muted: boolean }[];
  }>();
  expect(chosen.unread).toBe(0);
  expect(chosen.kinds.filter((each) => each.muted)).toMatchObject([{ kind: "transfer-waiting", term: "转接待接收" }]);
  expect((await as("town").send("PUT", "/api/notices/choices", { muted: [] })).statusCode).toBe(204);
  expect(await give()).toBe(1);
  expect((await as("beside").send("POST", "/api/notices/reading")).json()).toEqual({ read: 0 });
  expect((await as("town").send("POST", "/api/notices/reading")).json()).toEqual({ read: 1 });
});

test("a job is seen and cancelled by the one who asked for it; somebody without a person has an empty trace", async () => {
  const account = ids.get("town");
  const { rows } = await it.open.database.ownerPool.query<{ id: string }>(
    "insert into job (id, account_id, kind, title) values (gen_random_uuid(), $1, 'count', '导入花名册') returning id",
    [account],
  );
  const job = `/api/jobs/${rows[0]?.id}`;
  const cancelling = `/api/jobs/${rows[0]?.id}/cancelling`;
  expect((await as("beside").send("GET", job)).statusCode).toBe(404);
  expect((await as("town").send("GET", job)).json()).toMatchObject({
    title: "导入花名册",
    state: "waiting",
    hasResultFile: false,
  });
  expect((await as("town").send("GET", `${job}/result`)).statusCode).toBe(404);
  expect((await as("beside").send("POST", cancelling)).statusCode).toBe(404);
  expect((await as("town").send("POST", cancelling)).json()).toMatchObject({ state: "cancelled" });
  expect((await as("town").send("POST", cancelling)).statusCode).toBe(409);
  expect((await as("town").send("GET", "/api/jobs")).json()).toHaveLength(1);
  expect((await as("town").send("GET", "/api/own/trace")).json()).toEqual({ lines: [], next: null });
});
