import { expect, test } from "vitest";
import * as honours from "#modules/membership/honours/asks.ts";
import {
  asks,
  choice,
  choices,
  code,
  count,
  day,
  flag,
  futureDay,
  group,
  identityNumber,
  long,
  month,
  pastDay,
  people,
  person,
  phone,
  place,
  reason,
  text,
  yuan,
} from "#platform/forms/asks.ts";
import { faultsOf } from "#platform/forms/faults.ts";
import { day as dayOf } from "#shared/day.ts";
import { Dice } from "./dice.ts";
import { TODAY } from "./planting.ts";
import { validBody } from "./valid-body.ts";

/** Every kind of fact, with bounds where it has them. */
const EVERY = asks({
  line: text("一行", { most: 3 }),
  lines: long("几行", { least: 30 }),
  why: reason("原因"),
  level: code("级别", "award_level", { only: ["county"] }),
  way: choice("方式", [
    ["call", "电话"],
    ["visit", "上门"],
  ]),
  ways: choices("几种", [["one", "一"]]),
  past: pastDay("过去"),
  future: futureDay("将来"),
  any: day("日期"),
  month: month("月份"),
  many: count("人数", { least: 7, most: 7 }),
  sum: yuan("金额", { least: 50, most: 60 }),
  agreed: flag("同意"),
  who: person("人员"),
  whom: people("几人"),
  where: place("地点"),
  mobile: phone("电话"),
  number: identityNumber("公民身份号码"),
  vote: group("表决", { present: count("到会", { least: 1 }) }),
  call: text("电话里说的", { when: (given) => given["way"] === "call" }),
  left: text("可不填", { optional: true }),
});

const aim = (seed: number) => ({ dice: new Dice(seed), id: () => "0199f8a0-0000-7000-8000-000000000001" });

test("what is made from a declaration is taken by it, whatever the dice say", () => {
  for (const declared of [EVERY, ...Object.values(honours)])
    for (let seed = 0; seed < 40; seed += 1) {
      const body = validBody(declared, aim(seed));
      expect([body, faultsOf(declared, body, dayOf(TODAY))]).toEqual([body, []]);
    }
  expect(validBody(EVERY, aim(1))).not.toHaveProperty("left");
});
