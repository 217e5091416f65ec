import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readWorkbook } from "#platform/spreadsheet/index.ts";
import { screenshot } from "#test/browser.ts";
import { choose, figure, openStage, type Stage, settled, signInFirst } from "./stage.ts";

/**
 * The first journey, by what a person reads and presses: from the workbooks that offices hand in to a picture that can be
 * trusted, and the neighbouring town's officer who finds none of it. The steps build on one another.
 */

const FOLDER = fileURLToPath(new URL("../../demo/workbooks/", import.meta.url));
const WORKBOOKS = readdirSync(FOLDER).filter((it) => /\.(xlsx|csv)$/.test(it));

interface Truth {
  readonly people_importable: number;
  readonly organisations: number;
  readonly files: readonly {
    readonly file: string;
    readonly street: string;
    readonly importable_rows: number;
    readonly faults: readonly { readonly row_in_data: number; readonly expect: "faulty" | "conflict" | "warning" }[];
  }[];
}
const truth = JSON.parse(readFileSync(`${FOLDER}truth.json`, "utf8")) as Truth;
const STREETS = ["朝云街道", "中屏街道", "盐嘴街道"] as const;
const expected = (kind: string): number =>
  truth.files.flatMap((it) => it.faults).filter((it) => it.expect === kind).length;
const rowsOf = (name: string): number => truth.files.find((it) => it.file.includes(name))?.importable_rows ?? 0;
const streetRows = (street: string): number =>
  truth.files.filter((it) => it.street === street).reduce((sum, it) => sum + it.importable_rows, 0);
const words = (it: number): string => it.toLocaleString("en-US");

/** The two villages that merge: the first goes into the second. */
const GOING = "东巷村";
const STAYING = "西诸村";
/** Somebody on two rosters, whose membership the organiser settles in favour of the later one. */
const TWICE = { name: "毛美凤", from: "新田村", to: "刘庄村" };

/** Figures follow the address a moment later. */
const POLL = { timeout: 30_000, interval: 100 };

const PASSWORD = "Tianqing-Yunjuan-26";
let stage: Stage;
let organiser: Page;

beforeAll(async () => {
  stage = await openStage();
  organiser = await stage.page();
});
afterAll(async () => {
  await stage?.close();
});

const firstOf = (username: string): { username: string; oneTimePassword: string } => {
  const found = stage.first.find((it) => it.username === username);
  if (!found) throw new Error(`the empty house opened no account ${username}`);
  return found;
};
const inTree = (page: Page, name: string) => page.getByRole("tree").getByRole("treeitem").filter({ hasText: name });

describe("from twenty-nine workbooks to a truthful picture", () => {
  test("the organiser replaces the one-time password and is told how to begin", async () => {
    await signInFirst(organiser, firstOf("zuzhiyuan"), PASSWORD, "import-01-first-password");
    await organiser.getByText("还没有组织和党员").waitFor();
    await settled(organiser);
    await screenshot(organiser, "import-02-empty-workbench");
    // Nowhere an endless wait for an organisation that is not there yet.
    for (const at of ["/organizations", "/picture", "/statistics/1", "/setting-advice", "/screen"]) {
      await organiser.goto(at);
      await organiser.getByRole("heading", { name: "还没有内容" }).waitFor();
    }
    await organiser.goto("/");
    await organiser.getByRole("link", { name: "导入表格" }).click();
    await organiser.getByText("把表格拖到这里").waitFor();
  });

  test("thirty workbooks dropped at once are recognised and weighed before anything is written", async () => {
    const files = await Promise.all(
      WORKBOOKS.map(async (name) => ({ name, base64: (await readFile(FOLDER + name)).toString("base64") })),
    );
    const dropped = await organiser.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list) {
        data.items.add(new File([Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))], name));
      }
      return data;
    }, files);
    await organiser.locator(".drop").dispatchEvent("drop", { dataTransfer: dropped });
    await organiser.getByLabel("表格反映哪一天的情况").fill("2025年6月30日");
    expect(await organiser.getByRole("list", { name: "选好的文件" }).getByRole("listitem").count()).toBe(30);
    await screenshot(organiser, "import-03-dropped");
    await organiser.getByRole("button", { name: "预览 30 份表格" }).click();
    await organiser.getByRole("heading", { name: "决定" }).waitFor();
    await screenshot(organiser, "import-04-preview");

    await expect.poll(() => figure(organiser, "新增"), POLL).toBe(truth.people_importable + truth.organisations);
    await expect.poll(() => figure(organiser, "待确认"), POLL).toBe(expected("conflict"));
    await expect.poll(() => figure(organiser, "有错误"), POLL).toBe(expected("faulty"));
    await expect.poll(() => figure(organiser, "请留意"), POLL).toBe(expected("warning"));
    // Nothing is in the books yet.
    await inTree(organiser, "街道").waitFor({ state: "detached" });
  });

  test("each faulty row says why, and comes back marked in the office's own file", async () => {
    await organiser.getByRole("tab", { name: `有错误 ${expected("faulty")}` }).click();
    const rows = organiser.getByRole("region", { name: "有错误" }).getByRole("row");
    await rows.filter({ hasText: "02-西诸村党员花名册.xlsx" }).first().waitFor();
    const texts = (await rows.allInnerTexts()).slice(1);
    expect(texts).toHaveLength(expected("faulty"));
    for (const it of texts) expect(it.split("\t").at(-1), it).toMatch(/\p{sc=Han}{6}/u);
    await screenshot(organiser, "import-05-faulty-rows");

    const file = organiser.locator("div.file", { hasText: "02-西诸村党员花名册.xlsx" });
    const download = organiser.waitForEvent("download");
    // The button stands beside the file, open or not.
    await file.getByRole("link", { name: "下载标出问题的表格" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("02-西诸村党员花名册-待修改.xlsx");
    await using workbook = await readWorkbook(await readFile(await saved.path()));
    const marked: string[] = [];
    for await (const row of workbook.sheets[0]?.rows() ?? []) {
      marked.push(row.cells.map((it) => (it?.kind === "text" ? it.text : "")).join("|"));
    }
    const faults = truth.files.find((it) => it.file === "02-西诸村党员花名册.xlsx")?.faults ?? [];
    expect(marked.filter((it) => it.includes("早于")).length, marked.join("\n")).toBeGreaterThanOrEqual(2);
    // Only the rows to mend: title and headings, and the rows at fault.
    expect(marked.length).toBeGreaterThanOrEqual(faults.filter((it) => it.expect === "faulty").length + 1);
  });

  test("somebody on two rosters is decided, the good rows go in", async () => {
    await organiser.getByRole("tab", { name: /^待确认/ }).click();
    const row = organiser.getByRole("row").filter({ hasText: TWICE.name });
    await row.getByText(`《03-${TWICE.from}党员花名册.xlsx》`).waitFor();
    await row.getByRole("radio", { name: "转到本支部" }).click();
    const commit = organiser.getByRole("button", { name: /^导入 [\d,]+ 行，按决定办 1 行$/ });
    await commit.waitFor();
    await organiser.getByText(`跳过 ${expected("conflict") - 1 + expected("faulty")} 行有错误或未决定的`).waitFor();
    await screenshot(organiser, "import-06-conflicts");
    await organiser.getByRole("radio", { name: /^导入没有问题的行/ }).check();
    await commit.click();
    // Thirty workbooks on a busy machine; what is waited for is a state, never a time.
    await organiser.getByText("导入完成。").waitFor({ timeout: 240_000 });
  }, 300_000);

  test("the tree and the figures are those that the workbooks hold", async () => {
    await organiser.getByRole("button", { name: "查看驾驶舱" }).click();
    await organiser.getByRole("heading", { name: /^驾驶舱：/ }).waitFor();
    await settled(organiser);
    await expect.poll(() => figure(organiser, "党员总数"), POLL).toBe(truth.people_importable);
    await expect.poll(() => figure(organiser, "党组织总数"), POLL).toBe(truth.organisations);
    for (const street of STREETS) {
      const line = inTree(organiser, street);
      expect(await line.innerText()).toContain(words(streetRows(street)));
    }
    await screenshot(organiser, "import-08-picture");
  });

  test("a figure opens onto the rows it counts", async () => {
    const women = await figure(organiser, "女党员");
    await organiser.getByRole("link", { name: /^女党员/ }).click();
    await organiser.getByRole("heading", { name: "党员花名册" }).waitFor();
    await organiser.getByText(`共 ${words(women)} 条`).waitFor();
    await organiser.getByRole("grid").getByRole("row").nth(1).waitFor();
    await screenshot(organiser, "import-09-rows-of-a-figure");
  });

  test("whose roster the conflict was decided for, holds the person now", async () => {
    await organiser.goto(`/r/members?q=${encodeURIComponent(TWICE.name)}`);
    await organiser.getByText("共 1 条").waitFor();
    await organiser.getByRole("grid").getByText(TWICE.name).click();
    await organiser.getByRole("heading", { name: TWICE.name }).waitFor();
    await organiser
      .getByRole("main")
      .getByRole("link", { name: `${TWICE.to}党支部` })
      .first()
      .waitFor();
    await screenshot(organiser, "import-10-member");
  });

  let neighbour = { username: "", oneTimePassword: "" };
  test("accounts are opened by one administrator and given their rights by another", async () => {
    const system = await stage.page();
    await signInFirst(system, firstOf("xitong"), PASSWORD);
    neighbour = { username: "yanzui", oneTimePassword: await openAccount(system, "丁志刚", "yanzui") };
    await openAccount(system, "陈国栋", "dongxiang");
    await screenshot(system, "import-11-accounts");
    await system.context().close();
    const security = await stage.page();
    await signInFirst(security, firstOf("anquan"), PASSWORD);
    await grant(security, "yanzui", "镇街党务干部", "盐嘴街道党工委");
    await grant(security, "dongxiang", "支部书记", `${GOING}党支部`);
    await settled(security);
    await screenshot(security, "import-12-grants");
    await security.context().close();
  });

  test("two villages merge, after every effect was seen and every right decided", async () => {
    await organiser.goto("/organizations");
    await organiser.getByLabel("找组织，可用汉字、拼音或首字母").fill("dxc");
    await inTree(organiser, GOING).click();
    await organiser.getByRole("heading", { name: new RegExp(GOING) }).waitFor();
    await screenshot(organiser, "import-13-organisation");
    await organiser.getByRole("button", { name: "办理变动" }).click();
    await organiser.getByRole("menuitem", { name: "合并" }).click();
    await organiser.getByRole("heading", { name: "组织变动：合并" }).waitFor();
    await choose(organiser.getByLabel("加入一个要合并的组织"), STAYING, `${STAYING}党支部`);
    await choose(organiser.getByLabel("并入", { exact: true }), "", `${STAYING}党支部`);
    await organiser.getByLabel("文号（可不填）").fill("云开党〔2026〕18号");
    await organiser.getByLabel("理由").fill("两村相邻，产业相近，合并设置党支部。");
    await screenshot(organiser, "import-14-merge-form");
    await organiser.getByRole("button", { name: "预览影响" }).click();

    const confirm = organiser.getByRole("button", { name: "确认，立即生效" });
    await confirm.waitFor();
    const both = rowsOf(GOING) + rowsOf(STAYING);
    await organiser
      .getByText(`${rowsOf(STAYING)} → ${both}`)
      .first()
      .waitFor();
    await organiser.getByText("前后合计相等").waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await screenshot(organiser, "import-15-merge-preview");
    await choose(organiser.getByLabel("陈国栋的支部书记授权"), "", "到此结束");
    await organiser.getByRole("button", { name: "按选择重新预览" }).click();
    await confirm.click();
    await organiser.getByText("已生效").waitFor();
    await settled(organiser);
    await screenshot(organiser, "import-16-merged");
  });

  test("last year is told as it was, or by the organisations of now", async () => {
    await organiser.goto("/picture");
    await settled(organiser);
    await expect.poll(() => figure(organiser, "党员总数"), POLL).toBe(truth.people_importable);
    await expect.poll(() => figure(organiser, "党组织总数"), POLL).toBe(truth.organisations - 1);
    await organiser.getByLabel("截至").fill("2025-12-31");
    await organiser.getByText("正在看 2025年12月31日 的情况").waitFor();
    await organiser.getByText("按当时的组织").click();
    await organiser.waitForURL(/manner=was/);
    await settled(organiser);
    await expect.poll(() => figure(organiser, "党组织总数"), POLL).toBe(truth.organisations);
    await expect.poll(() => figure(organiser, "党员总数"), POLL).toBe(truth.people_importable);
    await screenshot(organiser, "import-17-last-year");

    // The village that is no more still has its members of then, and its successor none of them; as of now it has all.
    await organiser.getByLabel("找组织，可用汉字、拼音或首字母").fill(STAYING);
    await inTree(organiser, STAYING).click();
    await organiser.getByRole("heading", { name: new RegExp(`驾驶舱：${STAYING}`) }).waitFor();
    await settled(organiser);
    await expect.poll(() => figure(organiser, "党员总数"), POLL).toBe(rowsOf(STAYING));
    await organiser.getByText("按现在的组织").click();
    await organiser.waitForURL((it) => !it.searchParams.has("manner"));
    await settled(organiser);
    await expect.poll(() => figure(organiser, "党员总数"), POLL).toBe(rowsOf(GOING) + rowsOf(STAYING));
    await screenshot(organiser, "import-18-last-year-as-now");
  });

  test("the neighbouring town's officer finds none of it", async () => {
    await organiser.goto(`/r/members?q=${encodeURIComponent(TWICE.name)}`);
    await organiser.getByRole("grid").getByText(TWICE.name).click();
    await organiser.getByRole("heading", { name: TWICE.name }).waitFor();
    const memberPath = new URL(organiser.url()).pathname;
    const tree = (await (await organiser.request.get("/api/tree")).json()) as {
      nodes: { id: string; shortName: string }[];
    };
    const foreign = tree.nodes.find((it) => it.shortName.includes(STAYING))?.id ?? "";

    const page = await stage.page();
    await signInFirst(page, neighbour, PASSWORD);
    await settled(page);
    await inTree(page, "盐嘴街道").waitFor();
    expect(await inTree(page, "朝云街道").count()).toBe(0);
    expect(await inTree(page, "开发区").count()).toBe(0);
    await screenshot(page, "import-19-neighbour");
    await page.getByLabel("找组织，可用汉字、拼音或首字母").fill(STAYING);
    await page.getByText(`没有名称含“${STAYING}”的组织。`).waitFor();

    await page.goto("/r/members");
    await page.getByText(`共 ${words(streetRows("盐嘴街道"))} 条`).waitFor();
    await page.getByLabel("搜索，可用汉字、全拼或首字母").fill(TWICE.name);
    await page.getByText("没有符合条件的记录。").waitFor();
    await screenshot(page, "import-20-neighbour-search");

    // A direct address answers as one that never was.
    const nowhere = "00000000-0000-7000-8000-000000000000";
    const answer = async (path: string) => {
      const response = await page.request.get(path);
      const { instance: _, requestId: __, ...told } = (await response.json()) as Record<string, unknown>;
      return { status: response.status(), told };
    };
    const personId = memberPath.split("/").at(-1) ?? "";
    for (const [own, none] of [
      [`/api/members/${personId}`, `/api/members/${nowhere}`],
      [`/api/organizations/${foreign}`, `/api/organizations/${nowhere}`],
      [`/api/picture?org=${foreign}`, `/api/picture?org=${nowhere}`],
      [`/api/registers/members?org=${foreign}`, `/api/registers/members?org=${nowhere}`],
    ] as const) {
      const seen = await answer(own);
      expect(seen.status, own).toBe(404);
      expect(seen, own).toEqual(await answer(none));
    }
    await page.goto(memberPath);
    await page.getByRole("alert").waitFor();
    expect(await page.getByText(TWICE.name).count()).toBe(0);
    await screenshot(page, "import-21-neighbour-direct");
    await page.context().close();
  });

  test("after the merger the import cannot be taken back, and it says why", async () => {
    await organiser.goto("/imports");
    await organiser.getByRole("link", { name: /党组织信息表/ }).click();
    await organiser.getByRole("button", { name: "整批撤回" }).click();
    const dialog = organiser.getByRole("dialog");
    await dialog.getByRole("button", { name: "整批撤回" }).click();
    const alert = dialog.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/不能整批撤销[\s\S]*没有撤销任何内容[\s\S]*之后花名册上又有变动/);
    await screenshot(organiser, "import-22-undo-refused");
    expect(stage.faults()).toEqual([]);
  });
});

/** Opens an account at the accounts page and reads the password that is shown once. */
async function openAccount(page: Page, name: string, username: string): Promise<string> {
  await page.goto("/administration/accounts");
  await page.getByRole("button", { name: "开户", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("用户名").fill(username);
  await dialog.getByRole("button", { name: "开户", exact: true }).click();
  await dialog.getByText("一次性密码（只显示这一次）").waitFor();
  const password = await dialog.locator("code").innerText();
  await dialog.getByRole("button", { name: "完成" }).click();
  await page.getByRole("grid").getByText(username, { exact: true }).waitFor();
  return password;
}

async function grant(page: Page, username: string, role: string, place: string): Promise<void> {
  await page.goto("/administration/grants");
  await page.getByRole("button", { name: "授权", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.getByLabel("账号"), username, username);
  await choose(dialog.getByLabel("岗位"), "", role);
  await choose(dialog.getByLabel("组织", { exact: true }), place, place);
  // Held for a while already: a right that only begins today is first ended where it was given.
  await dialog.getByLabel("从", { exact: true }).fill("2026-01-05");
  await dialog.getByLabel("依据或原因").fill("岗位分工调整");
  await dialog.getByRole("button", { name: "授权", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
