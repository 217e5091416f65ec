import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Stage } from "./stage.ts";

/** The recipe for pages (docs/recipes/page.md), cooked: the pages of 借书登记 in a browser. */
const stage = new Stage("lending");
const OUT = join(import.meta.dirname, "../../test-output");
const SIZE = { width: 1100, height: 760 };
const ROW = {
  id: "7",
  title: "红岩",
  borrower: "孙得福",
  lentOn: "2026-10-01",
  dueOn: "2026-11-01",
  note: "",
  confirmedOn: null as string | null,
  returnedOn: null as string | null,
};
const VIEW = {
  ...ROW,
  personId: "1",
  name: "谭玉莲",
  organizationId: "2",
  organizationName: "柳河村党支部",
  enteredOn: "2026-10-02",
  enteredBy: "书记",
  withdrawnOn: null,
  withdrawReason: "",
  can: { write: true },
};

beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  await stage.open();
});
afterAll(async () => {
  await stage.close();
  expect(stage.faults).toEqual([]);
});

async function picture(name: string): Promise<void> {
  await stage.page.waitForLoadState("networkidle");
  await stage.page.evaluate(() => document.fonts.ready.then(() => null));
  await stage.page.screenshot({ path: join(OUT, `lending-${name}.png`) });
}
const button = (name: string) => stage.page.getByRole("button", { name, exact: true });

test("the recipe shows the pages that are run here", () => {
  const recipe = readFileSync(join(import.meta.dirname, "../../docs/recipes/page.md"), "utf8");
  for (const file of ["index.ts", "loan-page.tsx", "loans-part.tsx"]) {
    const text = readFileSync(join(import.meta.dirname, "../fixtures/lending/desk", file), "utf8");
    expect(recipe).toContain(`\`\`\`${file.split(".")[1]}\n${text.slice(text.indexOf("/**"))}\`\`\``);
  }
});

test("on the page of the member: what was lent, and the form that enters a loan and takes it back", async () => {
  stage.answer = ({ method }) =>
    method === "GET"
      ? { status: 200, body: { rows: [ROW], can: { write: true } } }
      : { status: 201, body: { id: "8" } };
  await stage.show("/#/members/1", SIZE);
  await stage.page.getByRole("link", { name: "2026-10-01" }).waitFor();
  await button("登记借书").click();
  await stage.page.getByLabel("书名").fill("平凡的世界");
  await stage.page.getByLabel("借书人").fill("宋春生");
  await stage.page.getByLabel("应还日期").fill("2026-12-31");
  await picture("form");
  await button("登记").click();
  const said = stage.page.locator(".saved-place");
  await said.getByText("已保存：谭玉莲的借书").waitFor();
  expect(await said.getByRole("link", { name: "查看" }).getAttribute("href")).toBe("/book-loans/8");
  await picture("part");
  await said.getByRole("button", { name: "撤销", exact: true }).click();
  await said.getByLabel("撤销的原因").fill("登记到了别人名下");
  await said.getByRole("button", { name: "确认撤销" }).click();
  await expect
    .poll(() => stage.sent)
    .toEqual([
      {
        path: "/api/book-loans",
        body: { personId: "1", title: "平凡的世界", borrower: "宋春生", lentOn: "2026-11-30", dueOn: "2026-12-31" },
      },
      { path: "/api/book-loans/8/withdrawal", body: { reason: "登记到了别人名下" } },
    ]);
});

test("the page of a loan: what it says, and what may be done now", async () => {
  let view: object = VIEW;
  stage.answer = ({ method }) => (method === "GET" ? { status: 200, body: view } : { status: 204, body: null });
  await stage.show("/#/book-loans/7", SIZE);
  await stage.page.getByRole("heading", { name: "谭玉莲：红岩" }).waitFor();
  await stage.page.getByText("还没有确认").waitFor();
  await picture("page");
  await button("登记还书").click();
  view = { ...VIEW, returnedOn: "2026-11-30" };
  await button("登记").click();
  await stage.page.getByText("已归还").waitFor();
  expect(await button("登记还书").count()).toBe(0);
  await button("更正").click();
  await stage.page.getByLabel("应还日期").fill("2026-11-15");
  await stage.page.getByLabel("更正原因").fill("日期写错了");
  await stage.page.getByRole("dialog").getByRole("button", { name: "更正" }).click();
  await expect
    .poll(() => stage.sent)
    .toMatchObject([
      { path: "/api/book-loans/7/return", body: { on: "2026-11-30" } },
      { path: "/api/book-loans/7/correction", body: { dueOn: "2026-11-15", title: "红岩", reason: "日期写错了" } },
    ]);
});

test("the phone page: whoever lent a book says so once", async () => {
  let row = ROW;
  stage.answer = ({ method }) => {
    if (method === "GET") return { status: 200, body: { rows: [row] } };
    row = { ...ROW, confirmedOn: "2026-11-30" };
    return { status: 204, body: null };
  };
  await stage.show("/#/phone", { width: 390, height: 500 });
  await button("是我借出的").click();
  await stage.page.getByText("2026-11-30您已确认").waitFor();
  await picture("phone");
  expect(stage.sent.map((it) => it.path)).toEqual(["/api/own/book-loans/7/confirmation"]);
});
