import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/**
 * Text that wants to be a script, in every text that people write, shown on the pages that show it: none runs. The pages
 * are opened without their content security policy, so that the escaping is tested and not the net beneath it.
 */

const RUN = "window.ran=1";
const WRITTEN: readonly string[] = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}">`,
  `<img/src=x/onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg/onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<body onload=${RUN}>`,
  `<iframe src=javascript:parent.ran=1></iframe>`,
  `<iframe srcdoc="<script>parent.ran=1</script>">`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}>`,
  `<audio src=x onerror=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}>`,
  `<textarea autofocus onfocus=${RUN}>`,
  `<marquee onstart=${RUN}>`,
  `<object data=javascript:${RUN}>`,
  `<embed src=javascript:${RUN}>`,
  `<a href=javascript:${RUN}>点</a>`,
  `<math><mtext><img src=x onerror=${RUN}>`,
  `<table><td background=x onerror=${RUN}>`,
  `<style onload=${RUN}></style>`,
  `<link rel=stylesheet href=x onerror=${RUN}>`,
  `<base href=javascript:${RUN}//>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror=${RUN}>`,
  `" autofocus onfocus=${RUN} x="`,
  `' onmouseover=${RUN} x='`,
  `--><script>${RUN}</script>`,
  `]]><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `javascript:${RUN}`,
  `&lt;img src=x onerror=${RUN}&gt;`,
];
const TAGS =
  "a abbr article audio body button canvas custom-x details div form iframe img input marquee math object p select svg table textarea video".split(
    " ",
  );
const EVENTS =
  "onload onerror onclick onfocus onblur oninput onscroll onwheel ontoggle onplay onbegin onanimationstart ontransitionend onpointerenter onmouseover onmouseenter onkeydown onresize onpageshow oncopy".split(
    " ",
  );
/** Five hundred: those written by hand, and every tag with every event, quoted in turn in three ways. */
const PAYLOADS: readonly string[] = [
  ...WRITTEN,
  ...TAGS.flatMap((tag, at) =>
    EVENTS.map((event, turn) => {
      const quote = ["", '"', "'"][(at + turn) % 3];
      return `<${tag} src=x tabindex=0 autofocus ${event}=${quote}${RUN}${quote}>`;
    }),
  ),
];

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  const pool = stage.open.database.ownerPool;
  // Straight into the tables, as any door that forgot to look would have let it in.
  for (const [table, columns] of Object.entries({
    membership: ["name", "note", "work_unit", "group_name"],
    person: ["name", "former_name", "native_place"],
    post: ["person_name", "document_number", "leave_reason"],
    organization_version: ["full_name", "short_name", "phone", "address"],
    organization_event: ["reason", "document_number", "proposed_name", "decided_name", "decision_note"],
    unit: ["name", "note"],
    membership_event: ["counterpart", "note"],
    transfer: ["person_name", "outside_name", "reason", "decision_note"],
    account: ["display_name"],
    role_grant: ["reason"],
  })) {
    const set = columns.map((it, at) => `${it} = ($1::text[])[1 + (n.at + ${at}) % ${PAYLOADS.length}]`).join(", ");
    await pool.query(
      `update ${table} set ${set} from (select id as key, row_number() over (order by id) as at from ${table}) as n
       where n.key = ${table}.id`,
      [[...PAYLOADS]],
    );
  }
});
afterAll(async () => {
  await stage?.close();
});

const ran = (page: Page): Promise<boolean> => page.evaluate(() => "ran" in window);

/** Whether any of the texts is on the page as text: otherwise the page would prove nothing. */
const shown = async (page: Page): Promise<boolean> => {
  const text = await page.locator("body").innerText();
  return /window\.ran=1|parent\.ran=1/.test(text);
};

test("no text becomes a script on any page that shows it", async () => {
  const page = await stage.page({ bypassCSP: true });
  await signInAt(page, CAST.organiser);
  await page.getByRole("heading", { name: "工作台" }).waitFor();
  const first = async (register: string): Promise<string> =>
    ((await (await page.request.get(`/api/registers/${register}?limit=1`)).json()) as { rows: { id: string }[] })
      .rows[0]?.id ?? "";
  const places = [
    "/",
    "/organizations",
    `/organization-events/${await first("organization-events")}`,
    `/members/${await first("members")}`,
    "/r/organizations",
    "/r/units",
    "/r/posts",
    "/r/organization-events",
    "/r/members",
    "/r/members?cols=name,note,workUnit,organizationId",
    "/r/membership-events",
    "/r/transfers",
    "/transfers",
    "/setting-advice",
    "/picture",
    "/screen",
    "/administration/grants",
    "/audit",
  ];
  const silent: string[] = [];
  for (const place of places) {
    await page.goto(place);
    await settled(page);
    expect(await ran(page), place).toBe(false);
    if (!(await shown(page))) silent.push(place);
  }
  await screenshot(page, "payloads-01-desk");
  // Most pages do show such texts; those that need not are named.
  expect(silent.filter((it) => !["/audit", "/setting-advice", "/transfers"].includes(it))).toEqual([]);
  await page.context().close();
});

test("five hundred of them pass through the list of members, read and walked over", async () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(500);
  const page = await stage.page({ bypassCSP: true });
  await signInAt(page, CAST.organiser);
  await page.getByRole("heading", { name: "工作台" }).waitFor();
  await page.goto("/r/members?cols=name,note,workUnit,groupName");
  const grid = page.getByRole("grid");
  await grid.getByRole("row").nth(2).waitFor();
  const seen = new Set<string>();
  for (let last = -1; seen.size < PAYLOADS.length; ) {
    await settled(page);
    const cells = await grid.getByRole("gridcell").allInnerTexts();
    for (const cell of cells) if (cell.includes("ran=1")) seen.add(cell.trim());
    const at = await grid.evaluate((box) => {
      box.scrollTop += box.clientHeight - 60;
      return box.scrollTop;
    });
    if (at === last) break;
    last = at;
  }
  expect(await ran(page)).toBe(false);
  // What a cell trims away at its ends is not counted as another.
  expect(seen.size).toBeGreaterThanOrEqual(500);
  await page.context().close();
}, 180_000);

test("nor in a file, its name, its headings, or what is said of its rows", async () => {
  const page = await stage.page({ bypassCSP: true });
  await signInAt(page, CAST.organiser, "/imports");
  await page.getByText("把表格拖到这里").waitFor();
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const headings = ["姓名", "性别", "出生日期", "入党日期", "家庭住址", "备注", PAYLOADS[2] ?? ""];
  const lines = PAYLOADS.map((it) => [it, it, it, it, it, it, it].map(cell).join(","));
  await page.getByLabel("选择文件").setInputFiles({
    name: `<img src=x onerror=${RUN}>党员花名册.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from([headings.map(cell).join(","), ...lines].join("\n")),
  });
  expect(await ran(page)).toBe(false);
  await page.getByRole("button", { name: "预览", exact: true }).click();
  await page.getByText("认出的表格").waitFor();
  await page.locator(".file summary").click();
  await page.getByRole("tab", { name: /^有错误/ }).click();
  await page.getByRole("region", { name: "有错误" }).waitFor();
  await settled(page);
  expect(await shown(page)).toBe(true);
  expect(await ran(page)).toBe(false);
  await screenshot(page, "payloads-02-import");
  await page.goto("/imports");
  await settled(page);
  expect(await ran(page)).toBe(false);
  await page.goto(
    `/r/members?q=${encodeURIComponent(PAYLOADS[2] ?? "")}&asOf=${encodeURIComponent(PAYLOADS[0] ?? "")}`,
  );
  await settled(page);
  expect(await ran(page)).toBe(false);
  await page.context().close();
});

test("nor on the phone", async () => {
  const page = await stage.page({ bypassCSP: true, viewport: PHONE });
  await page.goto("/pocket/");
  await page.getByLabel("用户名或手机号").fill(CAST.member.username);
  await page.getByLabel("密码").fill(CAST.member.password);
  await page.getByRole("button", { name: "登录" }).click();
  for (const place of ["#/", "#/record", "#/branch", "#/trace", "#/mine"]) {
    await page.goto(`/pocket/${place}`);
    await page.getByRole("navigation", { name: "主要页面" }).waitFor();
    await page.getByText("正在读取…").waitFor({ state: "detached" });
    expect(await ran(page), place).toBe(false);
  }
  await page.goto("/pocket/#/record");
  await page.getByText(/ran=1/).first().waitFor();
  await screenshot(page, "payloads-03-phone");
  expect(stage.faults().filter((it) => it.startsWith("dialog"))).toEqual([]);
  await page.context().close();
});
