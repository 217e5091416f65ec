import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { admitArrival, receiveLetter, sendReceipt, verifyArrival } from "./arrival-acts.ts";
import { DEED_KEYS, type DeedKey } from "./deeds.ts";
import { noteTransfer, receiveFile, sendFile } from "./file-acts.ts";
import {
  acceptTransfer,
  handOver,
  refuseTransfer,
  remindReceiver,
  undoReceipt,
  withdrawTransfer,
} from "./hand-over-acts.ts";
import { issueLetter } from "./letter-acts.ts";
import { transferPage } from "./queries.ts";

/** What the page offers is what the act does: every deed, tried in every state by everybody, and taken back again. */
const TRANSFER = "membership.transfer";
let zone: Zone;
let east: Actor;
let salt: Actor;
let officer: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
  salt = await zone.actor("branch_secretary", "盐坨社区党支部");
  officer = await zone.actor("town_officer", "开发区党工委");
});
afterAll(() => zone.close());

let made = 0;
const numberOf = (): string => {
  made += 1;
  const first17 = `32997119750624${String(700 + made)}`;
  return first17 + checkCharacter(first17);
};
const DONE: Readonly<Record<DeedKey, (doing: Doing, id: string) => Promise<unknown>>> = {
  letter: (doing, id) => issueLetter(doing, id, { validDays: 30 }),
  acceptance: (doing, id) => acceptTransfer(doing, id, {}),
  verification: (doing, id) => verifyArrival(doing, id, { note: "电话核实" }),
  admission: (doing, id) =>
    admitArrival(doing, id, {
      member: { gender: "女", idNumber: numberOf(), category: "正式党员", fullOn: "2017-09-14" },
    }),
  refusal: (doing, id) => refuseTransfer(doing, id, "不在本支部工作"),
  reminder: (doing, id) => remindReceiver(doing, id),
  withdrawal: (doing, id) => withdrawTransfer(doing, id, ""),
  receipt: (doing, id) => sendReceipt(doing, id, undefined),
  file: (doing, id) => sendFile(doing, id, { way: "by-hand", materials: [{ term: "入党志愿书" }] }),
  "file-receipt": (doing, id) => receiveFile(doing, id, {}),
  undoing: (doing, id) => undoReceipt(doing, id, "登错了"),
  note: (doing, id) => noteTransfer(doing, id, { content: "电话联系" }),
};

const by = <T>(actor: Actor, verb: string, work: (doing: Doing) => Promise<T>, on: string = TODAY): Promise<T> =>
  act({ ...zone.house, clock: fixedClock(day(on)) }, actor, verb, null, work);
const verbOf = (key: DeedKey): string => (key === "letter" ? "membership.letter" : TRANSFER);

async function hand(input: Omit<Parameters<typeof handOver>[1], "personIds">): Promise<string> {
  const { id: organizationId } = await zone.place("东巷村党支部");
  const member = { name: "高远", gender: "女", idNumber: numberOf(), category: "正式党员", fullOn: "2017-09-14" };
  const { personId } = await by(east, "membership.admit", (doing) =>
    admitToRoster(doing, { organizationId, member, code: "admitted", on: "2020-02-01" }),
  );
  return (await by(east, TRANSFER, (doing) => handOver(doing, { personIds: [personId], ...input }))).ids[0] ?? "";
}
const inside = async (): Promise<string> => await hand({ toOrganizationId: (await zone.place("盐坨社区党支部")).id });
const outsideName = "苏州市姑苏区平江街道党工委";
const out = (): Promise<string> => hand({ outsideName, channel: "letter" });
const online = (): Promise<string> => hand({ outsideName });
const noted = (): Promise<string> =>
  hand({ outsideName, channel: "letter", letterNumber: "原介〔2026〕7号", letterOn: TODAY, validDays: 30 });
async function arrival(letter: object = { letterNumber: "张组介2026-0088", letterOn: TODAY }): Promise<string> {
  const { id: organizationId } = await zone.place("东巷村党支部");
  made += 1;
  // One letter of a name is noted once.
  const name = `来${String.fromCodePoint(0x4e00 + made)}`;
  return (await by(east, TRANSFER, (doing) => receiveLetter(doing, { organizationId, name, outsideName, ...letter })))
    .id;
}
const after = async (start: Promise<string>, ...steps: readonly (readonly [Actor, DeedKey])[]): Promise<string> => {
  const id = await start;
  for (const [actor, key] of steps) await by(actor, verbOf(key), (doing) => DONE[key](doing, id));
  return id;
};
/** A letter of thirty days has expired by then. */
const LATER = "2027-03-01";

const STATES: Readonly<Record<string, () => Promise<string>>> = {
  inside,
  reminded: () => after(inside(), [east, "reminder"]),
  refused: () => after(inside(), [salt, "refusal"]),
  withdrawn: () => after(inside(), [east, "withdrawal"]),
  "file sent": () => after(inside(), [east, "file"]),
  "file received": () => after(inside(), [east, "file"], [salt, "file-receipt"]),
  "accepted inside": () => after(inside(), [salt, "acceptance"]),
  out,
  "out with a letter": () => after(out(), [officer, "letter"]),
  "out with a letter noted": noted,
  "out online": online,
  "out, file sent": () => after(online(), [east, "file"]),
  "accepted outside": () => after(online(), [east, "acceptance"]),
  undone: () => after(online(), [east, "acceptance"], [east, "undoing"]),
  arrived: arrival,
  verified: () => after(arrival(), [east, "verification"]),
  "arrival refused": () => after(arrival(), [east, "refusal"]),
  admitted: () => after(arrival(), [east, "verification"], [east, "admission"]),
  "receipt sent": () => after(arrival(), [east, "verification"], [east, "admission"], [east, "receipt"]),
  "admitted online": () => after(arrival({}), [east, "verification"], [east, "admission"]),
};

class TakenBack extends Error {}

/** What the act says of a deed now: null where it does it; nothing of it stays. */
async function saysOf(actor: Actor, id: string, key: DeedKey, on: string = TODAY): Promise<string | null> {
  try {
    await by(
      actor,
      verbOf(key),
      async (doing) => {
        await DONE[key](doing, id);
        throw new TakenBack();
      },
      on,
    );
  } catch (error) {
    if (error instanceof Problem) return error.slug;
    if (!(error instanceof TakenBack)) throw error;
  }
  return null;
}
async function offers(actor: Actor, id: string, on: string = TODAY): Promise<readonly string[]> {
  try {
    const house = { ...zone.house, clock: fixedClock(day(on)) };
    const shown = await ask(house, actor, "membership.read", null, ({ tx, today }) =>
      transferPage({ tx, actor, policy: zone.house.policy, today }, id),
    );
    return shown.can;
  } catch (error) {
    if (error instanceof Problem && error.family === "absent") return [];
    throw error;
  }
}

test.each(Object.keys(STATES))(
  "%s: what the page offers is what the act does, for everybody and later",
  async (state) => {
    const id = (await STATES[state]?.()) ?? "";
    for (const actor of [east, salt, officer])
      for (const on of [TODAY, LATER]) {
        const taken: string[] = [];
        for (const key of DEED_KEYS) if ((await saysOf(actor, id, key, on)) === null) taken.push(key);
        expect([...(await offers(actor, id, on))].sort(), `${state}, ${actor.name}, ${on}`).toEqual(taken.sort());
      }
  },
);

test("the natural deed comes first; paper for who goes online comes last", async () => {
  expect(await offers(east, await inside())).toEqual(["reminder", "withdrawal", "file", "note"]);
  expect((await offers(salt, await inside())).slice(0, 2)).toEqual(["acceptance", "refusal"]);
  expect((await offers(officer, await out()))[0]).toBe("letter");
  expect(await offers(officer, await online())).toEqual(["acceptance", "withdrawal", "file", "note", "letter"]);
  expect((await offers(east, (await STATES["verified"]?.()) ?? ""))[0]).toBe("admission");
});

test("what is in the way is said, and else whose deed it is", async () => {
  const id = await inside();
  expect(await saysOf(east, id, "acceptance")).toBe("transfer-not-receiver");
  expect(await saysOf(salt, id, "withdrawal")).toBe("transfer-not-sender");
  expect(await saysOf(officer, id, "letter")).toBe("transfer-not-out");
  expect(await saysOf(salt, id, "verification")).toBe("transfer-not-arrival");
  expect(await saysOf(east, await out(), "acceptance")).toBe("letter-needed");
  expect(await saysOf(east, await out(), "reminder")).toBe("transfer-not-receiver");
  expect(await saysOf(officer, await noted(), "letter")).toBe("letter-live");
  expect(await saysOf(east, await after(arrival(), [east, "verification"]), "verification")).toBe("transfer-verified");
  expect(await saysOf(east, (await STATES["admitted online"]?.()) ?? "", "receipt")).toBe("transfer-no-letter");
  expect(await saysOf(east, await after(inside(), [east, "withdrawal"]), "note")).toBe("transfer-not-open");
});
