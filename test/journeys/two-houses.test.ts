import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { openColumn } from "#modules/membership/index.ts";
import { createAccount, grantRole, systemActor } from "#platform/access/index.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { commitImport, previewImport } from "#platform/registers/import/acts.ts";
import { screenshot } from "#test/browser.ts";
import { fingerprintOf, readPass, signEntry, writePass } from "../../src/modules/membership/floating/pass.ts";
import { choose, DESK, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/**
 * Two running installations that know nothing of each other: two servers, two databases, two keys, two browsers. Only the
 * member, with a telephone, goes between them.
 */
const HOST_NAME = "木兰社区党支部";
const PASSWORD = "yiluping-anzaiwaihao";
const ORGANISATIONS = [
  "江畔街道党组织信息表",
  "序列,组织编号,党组织全称,组织名称,组织类别,上级组织,党组织属地关系,党组织所在单位情况,建立日期",
  "1,JP,中共江畔街道工作委员会,江畔街道党工委,党工委,,乡(镇、街道),与上级党组织相同,2010/6/1",
  "2,JP01,中共江畔街道木兰社区支部委员会,木兰社区党支部,党支部,江畔街道党工委,社区(居委会)、建制村,与上级党组织相同,2011/7/1",
];

const folder = mkdtempSync(join(tmpdir(), "lianxin-two-houses-"));
const camera = join(folder, "camera.mjpeg");
let home: Stage;
let host: Stage;
let desk: Page;
let there: Page;
let phone: Page;
/** What a browser refused because the rules of the pages forbid it. */
const refused: string[] = [];
let member = { id: "", name: "", number: "" };
let fingerprint = "";
let card = "";
let caseAddress = "";

const system = systemActor("journey");
const place = (stage: Stage, shortName: string) =>
  stage.open.house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("organizationVersion")
      .select("organizationId as id")
      .where("shortName", "=", shortName)
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow(),
  );

async function account(
  stage: Stage,
  who: {
    username: string;
    displayName: string;
    role: "town_officer" | "branch_secretary" | "member";
    at: string;
    personId?: string;
  },
): Promise<{ username: string; password: string }> {
  const { house } = stage.open;
  const { id: organizationId } = await place(stage, who.at);
  await act(house, system, "access.account.create", null, async (doing) => {
    const { username, displayName, personId } = who;
    const { id } = await createAccount(doing, {
      username,
      displayName,
      organizationId,
      password: PASSWORD,
      ...(personId === undefined ? {} : { personId }),
    });
    await grantRole(
      { ...doing, verb: "access.grant.give" },
      { accountId: id, role: who.role, organizationId, reason: "journey" },
    );
  });
  return { username: who.username, password: PASSWORD };
}

/** Somebody of the village who is at home, with a number, and no account yet. */
async function somebody(): Promise<typeof member> {
  const { house } = home.open;
  const { id } = await place(home, "东巷村党支部");
  const row = await house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["p.id", "p.name", "p.idNumberCipher"])
      .where("m.organizationId", "=", id)
      .where("m.validTo", "is", null)
      .where("m.flowDestination", "is", null)
      .where("p.idNumberCipher", "is not", null)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom("account as a").select("a.id").whereRef("a.personId", "=", "p.id"))),
      )
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom("floatingCase as c").select("c.id").whereRef("c.personId", "=", "p.id"))),
      )
      .orderBy("m.birthOn", "desc")
      .executeTakeFirstOrThrow(),
  );
  return {
    id: row.id,
    name: row.name,
    number: openColumn(house.keyring, row.id, "idNumber", row.idNumberCipher ?? ""),
  };
}

const watched = (page: Page): Page => {
  page.on("console", (it) => {
    if (it.type() === "error" && it.text().includes("Content Security Policy")) refused.push(it.text());
  });
  return page;
};

beforeAll(async () => {
  [home, host] = [await openStage({ demo: true, camera }), await openStage({ camera })];
  const { house } = host.open;
  const files = [{ name: "党组织信息表.csv", content: Buffer.from(`\ufeff${ORGANISATIONS.join("\r\n")}\r\n`) }];
  const { id } = await act(house, system, "registers.import", null, (doing) => previewImport(doing, { files }));
  await act(house, system, "registers.import", null, (doing) => commitImport(doing, id, "good-rows"));
  member = await somebody();
  desk = watched(await home.page());
  there = watched(await host.page());
  phone = watched(await home.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 3 }));
});
afterAll(async () => {
  await Promise.all([home?.close(), host?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

describe("at home", () => {
  test("the secretary registers that a member leaves, and issues the pass", async () => {
    await signInAt(desk, CAST.secretary, `/members/${member.id}`);
    await desk.getByRole("button", { name: "登记外出" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByLabel("外出日期").fill("2026-11-01");
    await dialog.getByLabel("外出地").fill("江畔市木兰区");
    await choose(dialog.getByLabel("流动范围"), "", "跨省（区、市）");
    await choose(dialog.getByLabel("外出原因"), "", "务工经商");
    await dialog.getByLabel("流出地联系人").fill("陈国栋");
    await screenshot(desk, "two-houses-01-leaving");
    await dialog.getByRole("button", { name: /^登\s?记$/ }).click();
    await desk.getByRole("heading", { name: `${member.name}：外出` }).waitFor();
    caseAddress = new URL(desk.url()).pathname;
    await desk.getByRole("button", { name: "签发活动证" }).click();
    await desk.getByAltText("流动党员活动证二维码", { exact: true }).waitFor();
    fingerprint = (await desk.getByText(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/).innerText()).trim();
    await settled(desk);
    await screenshot(desk, "two-houses-02-issued");
    await desk.getByRole("button", { name: "放大，给对方扫" }).click();
    await desk.getByAltText("放大的流动党员活动证二维码").waitFor();
    await screenshot(desk, "two-houses-03-large");
  });

  test("the member opens it on the telephone: the code, the file, the text", async () => {
    const person = await account(home, {
      username: "waichu",
      displayName: member.name,
      role: "member",
      at: "东巷村党支部",
      personId: member.id,
    });
    await phone.goto("/pocket/");
    await phone.getByLabel("用户名或手机号").fill(person.username);
    await phone.getByLabel("密码").fill(person.password);
    await phone.getByRole("button", { name: "登录" }).click();
    await phone.getByRole("link", { name: "外出和汇报" }).tap();
    await phone.getByRole("button", { name: "出示二维码" }).tap();
    const code = phone.getByAltText("流动党员活动证二维码");
    await code.waitFor();
    await code.scrollIntoViewIfNeeded();
    await screenshot(phone, "two-houses-04-pocket");
    await code.screenshot({ path: join(folder, "code.png") });
    await phone.getByText("活动证的文字（可以复制发给对方）").tap();
    card = await phone.getByLabel("长按全选、复制").inputValue();
    expect(card).toMatch(/^LXP1\./);
    await screenshot(phone, "two-houses-05-text");
    const [download] = await Promise.all([
      phone.waitForEvent("download"),
      phone.getByRole("button", { name: "下载活动证（含全部记录）" }).tap(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toBe(card);
    // What the camera of the other installation will see: the telephone held out, not quite straight.
    const table = await home.page({ viewport: { width: 960, height: 720 } });
    const held = `data:image/png;base64,${readFileSync(join(folder, "code.png")).toString("base64")}`;
    await table.setContent(
      `<body style="margin:0;background:#776"><img src="${held}" style="display:block;width:600px;margin:50px auto;transform:rotate(4deg)">`,
    );
    await table.getByRole("img").waitFor();
    writeFileSync(camera, await table.screenshot({ type: "jpeg", quality: 85 }));
    await table.close();
  });
});

const take = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "核验并接收" }).click();
};

describe("at the host, which knows nobody", () => {
  beforeAll(async () => {
    const person = await account(host, {
      username: "mulan",
      displayName: "沈干事",
      // Fingerprints are compared by the town; this one looks after the one branch.
      role: "town_officer",
      at: HOST_NAME,
    });
    await signInAt(there, person, "/floating/arrival");
    await there.getByRole("heading", { name: "流入登记" }).waitFor();
    await settled(there);
  });

  test("reads the code with the camera, and from a picture; another picture is told apart", async () => {
    await there.getByRole("button", { name: "用相机扫码" }).click();
    await there.getByText("已读取，请继续填写。").waitFor();
    const text = there.getByLabel("活动证的文字");
    const byCamera = await text.inputValue();
    expect(readPass(byCamera).statement.name).toBe(member.name);
    await expect.poll(() => there.getByLabel("相机画面").count()).toBe(0);
    await text.fill("");
    await there.getByLabel("活动证文件，或二维码的图片").setInputFiles(join(folder, "code.png"));
    await there.getByText("已读取，请继续填写。").waitFor();
    expect(await text.inputValue()).toBe(byCamera);
    await there
      .getByLabel("活动证文件，或二维码的图片")
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: await there.screenshot() });
    await there.getByText("图片里没有找到二维码").waitFor();
    await there
      .getByLabel("活动证文件，或二维码的图片")
      .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture") });
    await there.getByText("这张图片打不开").waitFor();
    expect(await text.inputValue()).toBe(byCamera);
  });

  test("refuses what was tampered with and what has run out, and says what to do", async () => {
    await there.getByLabel("本人的公民身份号码").fill(member.number);
    await there.getByLabel("流入地联系人").fill("沈书记");
    const text = there.getByLabel("活动证的文字");
    const { entries, caseId } = readPass(card);
    const issued = entries.find((it) => it.entry.kind === "issued");
    if (!issued?.entry.statement) throw new Error("no statement");
    const changed = issued.body.replace("江畔市木兰区", "江畔市江心区");
    expect(changed).not.toBe(issued.body);
    await text.fill(writePass([{ ...issued, body: changed }]));
    await take(there);
    await there.getByText("活动证的内容被改动过").waitFor();
    await there.getByText("签名与内容不符，请向流出地党组织核实").waitFor();
    await screenshot(there, "two-houses-06-altered");
    const old = signEntry(home.open.house.keyring, {
      ...issued.entry,
      id: newId(),
      caseId,
      statement: { ...issued.entry.statement, expiresOn: "2026-11-21" as never },
    });
    await text.fill(writePass([old]));
    await take(there);
    await there.getByText("有效期到2026-11-21，请流出地党组织重新签发").waitFor();
    await text.fill("LXP1.abc");
    await take(there);
    await there.getByText("这不是流动党员活动证").waitFor();
  });

  test("takes the member in when the fingerprints are the same, by the text that was pasted", async () => {
    await there.getByLabel("活动证的文字").fill(`${card.slice(0, 200)}\n${card.slice(200)}`);
    await take(there);
    await there.getByText("第一次见到这个签名，请核对防伪校验码").waitFor();
    expect(await there.locator(".say").innerText()).not.toContain(fingerprint);
    await there.getByLabel("对方念出的防伪校验码").fill("0000 1111 2222 3333");
    await take(there);
    await there.getByText("防伪校验码与活动证的签名不一致").waitFor();
    await there.getByLabel("对方念出的防伪校验码").fill(fingerprint.toUpperCase());
    await screenshot(there, "two-houses-07-fingerprint");
    await take(there);
    await there.getByRole("heading", { name: `${member.name}：流入` }).waitFor();
    await settled(there);
    await there.getByText("中共朝云街道东巷村支部委员会").first().waitFor();
  });

  test("records contact and activity, and gives the countersigned pass along", async () => {
    const note = async (button: string, label: string, content: string, way?: string): Promise<void> => {
      await there.getByRole("button", { name: button }).click();
      const dialog = there.getByRole("dialog");
      await dialog.getByLabel(label).fill(content);
      if (way !== undefined) {
        await choose(dialog.getByLabel("方式", { exact: true }), "", way);
      }
      await dialog.getByRole("button", { name: /^保\s?存$/ }).click();
      await there.getByText(content).waitFor();
    };
    await note("记联络", "联络内容", "上门看望，住处已经安顿好", "上门");
    await note("记活动", "活动内容", "参加社区清洁家园主题党日");
    await settled(there);
    await screenshot(there, "two-houses-08-host-case");
    await there.setViewportSize(PHONE);
    await settled(there);
    await screenshot(there, "two-houses-09-host-case-phone");
    await there.goto("/floating/arrival");
    await settled(there);
    await screenshot(there, "two-houses-10-arrival-phone");
    await there.goBack();
    await there.setViewportSize(DESK);
    await settled(there);
    const [download] = await Promise.all([
      there.waitForEvent("download"),
      there.getByRole("button", { name: "下载（含全部记录）" }).click(),
    ]);
    writeFileSync(join(folder, "back.txt"), readFileSync(await download.path()));
  });
});

describe("home again", () => {
  test("the member hands the pass back by telephone; whom to trust the branch says", async () => {
    await phone.reload();
    await phone.getByRole("heading", { name: "外出和汇报" }).waitFor();
    await phone.getByRole("button", { name: "交回活动证" }).tap();
    // The camera still sees the code as it was issued.
    await phone.getByRole("button", { name: "用相机扫码" }).tap();
    await expect.poll(() => phone.getByLabel("或者粘贴活动证的文字").inputValue()).toMatch(/^LXP1\./);
    await expect.poll(() => phone.getByLabel("相机画面").count()).toBe(0);
    await phone.getByLabel("或者粘贴活动证的文字").fill("");
    await phone.getByLabel("活动证文件，或二维码的照片").setInputFiles({
      name: "note.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("买菜"),
    });
    await phone.getByText("这个文件不是流动党员活动证").waitFor();
    await phone.getByLabel("活动证文件，或二维码的照片").setInputFiles(join(folder, "back.txt"));
    await expect.poll(() => phone.getByLabel("或者粘贴活动证的文字").inputValue()).toMatch(/^LXP1\./);
    await phone.getByRole("button", { name: "交给原支部" }).scrollIntoViewIfNeeded();
    await screenshot(phone, "two-houses-11-hand-in");
    await phone.getByRole("button", { name: "交给原支部" }).tap();
    await phone.getByText("支部核对流入地的签名以后，两边的记录合在一起").waitFor();
    await screenshot(phone, "two-houses-12-handed");
  });

  test("the secretary hands it to the town, and both logs are one when the town has compared the fingerprint", async () => {
    const print = (
      await host.open.house.door.read(systemScope("journey"), (tx) => tx.selectFrom("passKey").select("name").execute())
    ).map((it) => it.name);
    expect(print).toEqual(["中共朝云街道东巷村支部委员会"]);
    await desk.goto(caseAddress);
    await settled(desk);
    await desk.getByText("交回了活动证").waitFor();
    await screenshot(desk, "two-houses-13-handed-desk");
    await desk.getByRole("button", { name: "核对并读入" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByRole("button", { name: /^读\s?入$/ }).click();
    await dialog.getByText("第一次见到这个签名，由上级核对").waitFor();
    await desk.context().clearCookies();
    await signInAt(desk, CAST.townOfficer, caseAddress);
    await desk.getByRole("button", { name: "核对并读入" }).click();
    await dialog.getByRole("button", { name: /^读\s?入$/ }).click();
    await dialog.getByText("第一次见到这个签名，请核对防伪校验码").waitFor();
    await dialog.getByText(HOST_NAME).waitFor();
    await screenshot(desk, "two-houses-14-compare");
    const { publicKeys } = host.open.house.keyring;
    await dialog.getByLabel("对方念出的防伪校验码").fill(fingerprintOf(publicKeys[0] ?? ""));
    await dialog.getByRole("button", { name: /^读\s?入$/ }).click();
    await dialog.getByText("新增 3 条记录，已按日期合在一起。").waitFor();
    await dialog.getByRole("button", { name: /^完\s?成$/ }).click();
    for (const line of ["上门看望，住处已经安顿好", "参加社区清洁家园主题党日"]) await desk.getByText(line).waitFor();
    await desk.getByText("已纳入管理").first().waitFor();
    await settled(desk);
    await screenshot(desk, "two-houses-15-merged");
    await phone.reload();
    await phone.getByText("参加社区清洁家园主题党日").waitFor();
    await screenshot(phone, "two-houses-16-pocket-merged");
    expect([...home.faults(), ...host.faults()]).toEqual([]);
    expect(refused).toEqual([]);
  });
});
