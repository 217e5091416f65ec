import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { day } from "#shared/day.ts";
import { enterRoster } from "../roster/entry.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { ledgerView } from "./ledger.ts";

export const EAST = "东巷村党支部";
export const SALT = "盐坨社区党支部";

/** A branch with members on its roster and somebody who keeps its dues. */
export interface DuesHouse {
  readonly zone: Zone;
  readonly east: Actor;
  readonly officer: Actor;
  readonly eastId: string;
  /** People of the branch by name. */
  readonly people: Readonly<Record<string, string>>;
  /** Does something as somebody under a verb, on a day. */
  doing<T>(by: Actor, verb: string, work: (doing: Doing) => Promise<T>, on?: string): Promise<T>;
  ledger(by?: Actor, year?: number, on?: string): ReturnType<typeof ledgerView>;
}

export const NAMES = ["谭玉莲", "孙得福", "宋春生", "赵桂芳"] as const;

export async function duesHouse(): Promise<DuesHouse> {
  const zone = await standingZone();
  const { id } = await zone.place(EAST);
  const members = NAMES.map((name, at) => ({
    name,
    category: at === 3 ? "预备党员" : "正式党员",
    birthOn: `19${60 + at}-03-01`,
    joinedOn: at === 3 ? "2026-05-20" : "2001-07-01",
    ...(at === 3 ? {} : { fullOn: "2002-07-01" }),
  }));
  const doing: DuesHouse["doing"] = (by, verb, work, on) => {
    const house = on === undefined ? zone.house : { ...zone.house, clock: fixedClock(day(on)) };
    return act(house, by, verb, null, work);
  };
  const { personIds } = await doing(zone.system, "membership.import", (it) =>
    enterRoster(it, { organizationId: id, on: "2026-06-01", members }),
  );
  const people = Object.fromEntries(NAMES.map((name, at) => [name, personIds[at] ?? ""]));
  const east = await zone.actor("branch_secretary", EAST);
  const officer = await zone.actor("town_officer", "开发区党工委");
  return {
    zone,
    east,
    officer,
    eastId: id,
    people,
    doing,
    ledger: (by = east, year = 2026, on = "2026-11-22") =>
      ask({ ...zone.house, clock: fixedClock(day(on)) }, by, "dues.ledger.read", null, ({ tx, actor, today }) =>
        ledgerView({ tx, actor, policy: zone.house.policy, today }, id, year),
      ),
  };
}
