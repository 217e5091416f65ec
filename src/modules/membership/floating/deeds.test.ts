import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { acceptCase, decideFloating, declineCase, endCase, note, offerCase, registerOutflow } from "./acts.ts";
import { DEED_KEYS, type DeedKey } from "./deeds.ts";
import { registerInflow } from "./inflow-acts.ts";
import { markFound, markLost, stopMembership } from "./loss-acts.ts";
import { caseView } from "./queries.ts";

/** What the page offers is what the act does: every deed, tried in every state by everybody, and taken back again. */
const WRITE = "membership.floating.write";
let zone: Zone;
let east: Actor;
let salt: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
  salt = await zone.actor("branch_secretary", "盐坨社区党支部");
});
afterAll(() => zone.close());

const DONE: Readonly<Record<DeedKey, (doing: Doing, id: string) => Promise<unknown>>> = {
  acceptance: (doing, id) => acceptCase(doing, id, { hostContact: "李书记" }),
  refusal: (doing, id) => declineCase(doing, id, "不住在这里"),
  decision: (doing, id) => decideFloating(doing, id, { homeContact: "周书记" }),
  offer: (doing, id) => offerCase(doing, id, { hostName: "苏州市吴中区木渎镇党委" }),
  stopping: (doing, id) => stopMembership(doing, id, {}),
  finding: (doing, id) => markFound(doing, id, { note: "家属转来新号码" }),
  returned: (doing, id) => endCase(doing, id, { code: "returned" }),
  loss: (doing, id) => markLost(doing, id, { reason: "work_or_trade" }),
  "struck-off": (doing, id) => endCase(doing, id, { code: "struck-off" }),
  withdrawn: (doing, id) => endCase(doing, id, { code: "withdrawn" }),
  entry: (doing, id) => note(doing, id, { kind: "contact", content: "电话联系", way: "phone" }),
};

const by = <T>(actor: Actor, work: Parameters<typeof act<T>>[4]) => act(zone.house, actor, WRITE, null, work);
let made = 0;
const numberOf = (): string => {
  made += 1;
  const first17 = `32997119740624${String(700 + made)}`;
  return first17 + checkCharacter(first17);
};
const LEAVING = { leftOn: "2026-01-10", scope: "other_city", reason: "work_or_trade", destination: "苏州市" };
async function away(): Promise<string> {
  const { id: organizationId } = await zone.place("东巷村党支部");
  const member = { name: "高远", gender: "女", idNumber: numberOf(), category: "正式党员" };
  const { personId } = await act(zone.house, east, "membership.admit", null, (doing) =>
    admitToRoster(doing, { organizationId, member, code: "admitted", on: "2020-02-01" }),
  );
  return (await by(east, (doing) => registerOutflow(doing, { personId, ...LEAVING }))).id;
}
async function offered(): Promise<string> {
  const id = await away();
  const host = await zone.place("盐坨社区党支部");
  await by(east, (doing) => offerCase(doing, id, { hostOrganizationId: host.id }));
  return id;
}
async function lost(): Promise<string> {
  const id = await offered();
  for (const way of ["phone", "family"])
    await by(east, (doing) => note(doing, id, { kind: "search", content: "没有找到", way, reached: false }));
  await by(east, (doing) => markLost(doing, id, { reason: "work_or_trade" }));
  return id;
}
async function stopped(): Promise<string> {
  const id = await lost();
  await by(east, (doing) => stopMembership(doing, id, {}));
  return id;
}
const after = async (start: Promise<string>, actor: Actor, key: DeedKey): Promise<string> => {
  const id = await start;
  await by(actor, (doing) => DONE[key](doing, id));
  return id;
};
const inflow = async (): Promise<string> => {
  const { id: organizationId } = await zone.place("盐坨社区党支部");
  const person = { organizationId, name: "来客", gender: "female", idNumber: numberOf(), homeName: "外省某支部" };
  return (await by(salt, (doing) => registerInflow(doing, { ...person, ...LEAVING, arrivedOn: "2026-02-01" }))).id;
};

const STATES: Readonly<Record<string, () => Promise<string>>> = {
  registered: away,
  decided: () => after(away(), east, "decision"),
  offered,
  accepted: () => after(offered(), salt, "acceptance"),
  declined: () => after(offered(), salt, "refusal"),
  lost,
  stopped,
  returned: () => after(offered(), east, "returned"),
  withdrawn: () => after(away(), east, "withdrawn"),
  inflow,
};

class TakenBack extends Error {}
/** Days that are too early are weighed by the act, from what is given; they are no state. */
const WEIGHED = ["floating-not-lost-yet", "floating-early"];

/** Whether the act takes a deed now; nothing of it stays. */
async function takes(actor: Actor, id: string, key: DeedKey): Promise<boolean> {
  try {
    await by(actor, async (doing) => {
      await DONE[key](doing, id);
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack) return true;
    if (!(error instanceof Problem)) throw error;
    return WEIGHED.includes(error.slug);
  }
  return false;
}
async function offers(actor: Actor, id: string): Promise<readonly string[]> {
  const on = zone.house.clock.today();
  try {
    const shown = await ask(zone.house, actor, "membership.read", null, ({ tx }) =>
      caseView({ tx, actor, policy: zone.house.policy, keyring: zone.house.keyring }, id, on),
    );
    return shown.can.deeds;
  } catch (error) {
    if (error instanceof Problem && error.slug === "absent") return [];
    throw error;
  }
}

test.each(Object.keys(STATES))(
  "%s: what the page offers is what the act does, at home and at the host",
  async (state) => {
    const id = (await STATES[state]?.()) ?? "";
    for (const actor of [east, salt]) {
      const taken: string[] = [];
      for (const key of DEED_KEYS) if (await takes(actor, id, key)) taken.push(key);
      expect([...(await offers(actor, id))].sort(), `${state}, ${actor.name}`).toEqual(taken.sort());
    }
  },
);

test("the natural deed comes first; what has been done once and may be again comes last", async () => {
  expect(await offers(east, await away())).toEqual(["decision", "offer", "returned", "loss", "withdrawn", "entry"]);
  expect((await offers(east, await after(away(), east, "decision")))[0]).toBe("offer");
  expect((await offers(salt, await offered())).slice(0, 2)).toEqual(["acceptance", "refusal"]);
  expect((await offers(east, await lost())).join(" ")).toBe("stopping finding withdrawn entry");
});

test("another contact may be named later; the day of the decision stays, unless a day is given", async () => {
  const id = await away();
  await by(east, (doing) => decideFloating(doing, id, { homeContact: "周书记", on: "2026-02-01" }));
  await by(east, (doing) => decideFloating(doing, id, { homeContact: "郑书记" }));
  const read = () =>
    zone.read((tx) =>
      tx.selectFrom("floatingCase").select(["homeContact", "decidedOn"]).where("id", "=", id).executeTakeFirst(),
    );
  expect(await read()).toEqual({ homeContact: "郑书记", decidedOn: "2026-02-01" });
  await by(east, (doing) => decideFloating(doing, id, { homeContact: "郑书记", on: "2026-03-01" }));
  expect(await read()).toMatchObject({ decidedOn: "2026-03-01" });
});
