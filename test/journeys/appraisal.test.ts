import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BallotCast, OwnAppraisals } from "#modules/membership/appraisal/contract.ts";
import { castBallot, type Signing, takeToken } from "#modules/membership/appraisal/pocket/ballot.ts";
import type { Pocketed } from "#modules/membership/appraisal/pocket/ballot-token.ts";
import { enterRoster } from "#modules/membership/roster/entry.ts";
import { createAccount, grantRole, hashPassword, systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { screenshot } from "#test/browser.ts";
import { TODAY } from "#test/demo-zone.ts";
import { PASSWORD } from "#test/house.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** Thirty members vote: one with a thumb on a phone, the others by the same code of the page; the secretary sees totals. */
const VOTERS = 30;
const GIVEN = "安邦昌德恩方光海建军康利明宁平清仁顺泰文兴秀雅永远志忠珍贵福";
const SECRETARY = { username: "shuji", password: PASSWORD };
const MEMBER = { username: "voter1", password: PASSWORD };

let stage: Stage;
let desk: Page;
let phone: Page;
const calls: { url: string; cookie: string | undefined }[] = [];

beforeAll(async () => {
  stage = await openStage();
  const { house } = stage.open;
  const system = systemActor("journey");
  const branchId = await plantBranch();
  const passwordHash = await hashPassword(PASSWORD);
  const { personIds } = await act(house, system, "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: branchId,
      on: "2026-01-01",
      members: Array.from({ length: VOTERS }, (_, at) => ({
        name: `赵${GIVEN[at] ?? ""}`,
        category: "正式党员",
        birthOn: "1970-03-01",
        joinedOn: "2001-07-01",
        fullOn: "2002-07-01",
      })),
    }),
  );
  const open = async (username: string, role: "member" | "branch_secretary", personId?: string): Promise<string> => {
    const { id } = await act(house, system, "access.account.create", null, (doing) =>
      createAccount(doing, {
        username,
        displayName: username,
        organizationId: branchId,
        passwordHash,
        ...(personId === undefined ? {} : { personId }),
      }),
    );
    await act(house, system, "access.grant.give", null, (doing) =>
      grantRole(doing, { accountId: id, role, organizationId: branchId, reason: "按任职授权" }),
    );
    return id;
  };
  await open(SECRETARY.username, "branch_secretary");
  for (const [at, personId] of personIds.entries()) await open(`voter${at + 1}`, "member", personId);
  desk = await stage.page();
  phone = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  phone.on("request", (it) => {
    if (it.method() === "POST")
      void it
        .allHeaders()
        .then((headers) => calls.push({ url: new URL(it.url()).pathname, cookie: headers["cookie"] }));
  });
});
afterAll(async () => {
  await stage?.close();
});

async function plantBranch(): Promise<string> {
  const id = "0190b5a0-0000-7000-8000-0000000000a1";
  await stage.open.house.door.write(systemScope("journey"), async (tx) => {
    const from = "2015-01-01" as typeof TODAY;
    const [zone] = await tx.selectFrom("organization").select(["id", "orgPath"]).limit(1).execute();
    const orgPath = `${zone?.orgPath ?? "/1/"}77/`;
    await tx.insertInto("organization").values({ id, orgPath, establishedOn: from }).execute();
    const name = {
      fullName: "柳河村党支部",
      shortName: "柳河村党支部",
      nameKey: "柳河村党支部",
      pinyin: "",
      initials: "",
    };
    await tx
      .insertInto("organizationVersion")
      .values({
        id: "0190b5a0-0000-7000-8000-0000000000a2",
        organizationId: id,
        orgPath,
        validFrom: from,
        kind: "branch",
        ...name,
      })
      .execute();
    await tx
      .insertInto("placement")
      .values({
        id: "0190b5a0-0000-7000-8000-0000000000a3",
        organizationId: id,
        orgPath,
        parentId: zone?.id ?? null,
        validFrom: from,
      })
      .execute();
  });
  return id;
}

/** A phone without a picture: signed in, with a memory of its own. */
async function voteAs(nth: number, choose: (name: string) => BallotCast["marks"][number]["choice"]): Promise<void> {
  const { origin } = stage;
  const signIn = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: { "x-lianxin": "1", "content-type": "application/json" },
    body: JSON.stringify({ username: `voter${nth}`, password: PASSWORD }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((it) => it.split(";")[0])
    .join("; ");
  const { current } = (await (
    await fetch(`${origin}/api/own/appraisals`, { headers: { cookie } })
  ).json()) as OwnAppraisals;
  if (!current) throw new Error("there is nothing to vote on");
  const memory = new Map<string, string>();
  const store: Pocketed = {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
  };
  const sign: Signing = async (id, blinded) => {
    const headers = { cookie, "x-lianxin": "1", "content-type": "application/json" };
    const answer = await fetch(`${origin}/api/own/appraisals/${id}/token`, {
      method: "POST",
      headers,
      body: JSON.stringify({ blinded }),
    });
    return (await answer.json()) as { signature: string };
  };
  await takeToken(current, sign, store, (length) => crypto.getRandomValues(new Uint8Array(length)));
  const marks = current.people.map((it) => ({ question: it.id, choice: it.me ? null : choose(it.name) }));
  await castBallot(current, marks, store, origin);
  // Once more, as of a page that got no answer.
  await castBallot(current, marks, store, origin);
}

describe("a year's appraisal", () => {
  test("the secretary opens it over the roster and begins the ballot", async () => {
    await signInAt(desk, SECRETARY, "/appraisals");
    await desk.getByRole("heading", { name: "民主评议：2026年" }).waitFor();
    await settled(desk);
    await desk.getByRole("link", { name: "开始评议" }).click();
    await desk.getByRole("heading", { name: "开始民主评议：柳河村党支部" }).waitFor();
    await settled(desk);
    await screenshot(desk, "appraisal-01-open");
    await desk.getByRole("button", { name: "开始评议" }).click();
    await desk.getByRole("heading", { name: "2026 年度民主评议：柳河村党支部" }).waitFor();
    await desk.getByRole("button", { name: "开始互评测评" }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "开始互评测评" }).click();
    await desk.getByText("这里只有领票的人数和票数").waitFor();
    await screenshot(desk, "appraisal-02-voting");
  });

  test("a member votes on a phone; the ballot carries nothing of them", async () => {
    await phone.goto("/pocket/");
    await phone.getByLabel("用户名或手机号").fill(MEMBER.username);
    await phone.getByLabel("密码").fill(MEMBER.password);
    await phone.getByRole("button", { name: "登录" }).click();
    await phone.getByRole("link", { name: "民主评议", exact: true }).tap();
    await phone.getByText("保密说明").waitFor();
    await screenshot(phone, "appraisal-03-before");
    await phone.getByRole("button", { name: "领票，开始填写" }).tap();
    await phone.getByRole("button", { name: "没选的都先选“合格”" }).tap();
    await phone.getByText("都选好了。").waitFor();
    // By keyboard as well: the choices are one group.
    await phone
      .getByRole("group", { name: "赵邦" })
      .getByRole("radio", { name: "合格", exact: true })
      .press("ArrowLeft");
    await phone.getByRole("group", { name: "赵昌" }).getByText("优秀", { exact: true }).tap();
    expect(await phone.getByRole("group", { name: "赵邦" }).getByRole("radio", { name: "优秀" }).isChecked()).toBe(
      true,
    );
    await screenshot(phone, "appraisal-04-ballot");
    // A call comes in: the page is gone and comes back.
    await phone.reload();
    await phone.getByText("都选好了。").waitFor();
    expect(await phone.getByRole("group", { name: "赵昌" }).getByRole("radio", { name: "优秀" }).isChecked()).toBe(
      true,
    );
    await phone.getByRole("button", { name: "投票", exact: true }).tap();
    await phone
      .getByRole("group", { name: "确认投票" })
      .getByText(/优秀 2 人、合格 \d+ 人/u)
      .waitFor();
    expect(calls.some((it) => it.url === "/api/ballots")).toBe(false);
    await phone.getByRole("button", { name: "确认投票" }).tap();
    await phone.getByText("您的票已经收到。").waitFor();
    await screenshot(phone, "appraisal-05-cast");
    await phone.reload();
    await phone.getByText("您的票已经收到。").waitFor();
    const ballot = calls.find((it) => it.url === "/api/ballots");
    expect(ballot).toMatchObject({ cookie: undefined });
    expect(calls.find((it) => it.url.endsWith("/token"))?.cookie).toContain("lianxin");
    const kept = await phone.evaluate(() =>
      JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes("ballot"))),
    );
    expect(kept).toContain("sent");
    expect(kept).not.toMatch(/signature|excellent|blinding/);
    expect(await phone.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain("excellent");
  });

  test("on another phone the same person gets no second ballot", async () => {
    const other = await stage.page({ viewport: PHONE });
    await signInAt(other, MEMBER, "/pocket/#/appraisal");
    await other.getByText("已经在另一部手机").waitFor();
    await other.context().close();
  });

  test("the others vote by the same code, and the box is opened as a whole", async () => {
    for (let nth = 2; nth <= VOTERS; nth += 1)
      await voteAs(nth, (name) =>
        ["赵邦", "赵昌", "赵安"].includes(name) ? "excellent" : name === "赵福" ? "barely_qualified" : "qualified",
      );
    await desk.reload();
    await settled(desk);
    await desk.getByText("30 张（满 10 张才能开箱）").waitFor();
    await desk.getByRole("button", { name: "结束投票", exact: true }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "结束投票，开箱汇总" }).click();
    await desk.getByText("发出 30 张，收回 30 张，有效 30 张").waitFor();
    await settled(desk);
    await screenshot(desk, "appraisal-06-counted");
    const row = desk.getByRole("row").filter({ hasText: "赵昌" });
    expect(await row.locator("td").allInnerTexts()).toEqual(expect.arrayContaining(["赵昌", "29"]));
  });

  test("the committee grades, the branch publishes, the member reads", async () => {
    await desk.getByRole("button", { name: "登记评定" }).click();
    await desk.getByLabel("哪次会议评定的").fill("11月22日支委会会议");
    await screenshot(desk, "appraisal-07-grading");
    await desk.getByRole("button", { name: "保存评定" }).click();
    await desk.getByRole("button", { name: "登记已公布" }).click();
    await desk.getByRole("dialog").getByLabel("公布方式").fill("党员大会通报");
    await desk
      .getByRole("dialog")
      .getByRole("button", { name: /登\s*记/ })
      .click();
    await desk.getByText("已公布", { exact: true }).first().waitFor();
    await settled(desk);
    await screenshot(desk, "appraisal-08-published");
    await desk.getByRole("link", { name: "汇总表" }).click();
    await desk.getByText("民主评议党员情况汇总表").first().waitFor();
    await settled(desk);
    await screenshot(desk, "appraisal-09-paper");
    await phone.reload();
    await phone.getByRole("heading", { name: "2026 年度结果" }).waitFor();
    await screenshot(phone, "appraisal-10-result");
    await desk.goto("/appraisals");
    await settled(desk);
    await screenshot(desk, "appraisal-11-year");
    expect(stage.faults()).toEqual([]);
  });
});
