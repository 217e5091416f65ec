import { describe, expect, it } from "vitest";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import {
  ABROAD_CONTACT,
  ABROAD_SETTLED,
  ACKNOWLEDGEMENT,
  FLOATING_CARE,
  LOST_CONTACT,
  LOST_EARLY,
  PASS_VALIDITY,
  TRANSFER_DUTY,
} from "./provisions.ts";
import {
  abroadDue,
  acknowledgementDue,
  type CaseFacts,
  contactDue,
  decisionDue,
  isFloating,
  lossDue,
  lostStage,
  mayBeLost,
  passHolds,
  passUntil,
  silentSince,
  stateOn,
  strikeOffDue,
} from "./rules.ts";

const none: CaseFacts = {
  leftOn: day("2026-03-01"),
  sentOn: null,
  arrivedOn: null,
  declinedOn: null,
  hostContact: null,
  lostOn: null,
  stoppedOn: null,
  endedOn: null,
  endCode: null,
};
const on = (text: string): Day => day(text);
const someDay = fc.integer({ min: 0, max: 12_000 }).map((it) => addDays(day("2000-01-01"), it));

describe("where a case stands", () => {
  it("follows its dated facts, each from its own day on", () => {
    const sent = { ...none, sentOn: on("2026-03-10") };
    expect(stateOn(sent, on("2026-03-09")).value).toBe("registered");
    expect(stateOn(sent, on("2026-03-10")).value).toBe("offered");
    const arrived = { ...sent, arrivedOn: on("2026-03-20") };
    expect(stateOn(arrived, on("2026-03-19")).value).toBe("offered");
    expect(stateOn(arrived, on("2026-03-20")).value).toBe("accepted");
    expect(stateOn({ ...arrived, hostContact: "李" }, on("2026-03-20")).value).toBe("managed");
    const stopped = { ...arrived, lostOn: on("2026-10-01"), stoppedOn: on("2026-11-01") };
    expect(stateOn(stopped, on("2026-10-31")).value).toBe("lost");
    expect(stateOn(stopped, on("2026-11-01")).value).toBe("stopped");
  });

  it("is declined until it is offered again later", () => {
    const declined = { ...none, sentOn: on("2026-03-10"), declinedOn: on("2026-03-12") };
    expect(stateOn(declined, on("2026-03-11")).value).toBe("offered");
    expect(stateOn(declined, on("2026-03-12")).value).toBe("declined");
    expect(stateOn({ ...declined, sentOn: on("2026-03-13") }, on("2026-03-13")).value).toBe("offered");
  });

  it("always has a term, and an ended case stays ended", () => {
    const maybe = fc.option(someDay, { nil: null });
    fc.assert(
      fc.property(someDay, maybe, maybe, maybe, maybe, someDay, someDay, (left, sent, arrived, lost, ended, a, b) => {
        const facts = { ...none, leftOn: left, sentOn: sent, arrivedOn: arrived, lostOn: lost, endedOn: ended };
        const whole = { ...facts, endCode: ended === null ? null : "returned" };
        const [first, second] = a < b ? [a, b] : [b, a];
        const states = codeSet("floating_state");
        expect(states.has(stateOn(whole, first).value)).toBe(true);
        if (stateOn(whole, first).value === "returned") expect(stateOn(whole, second).value).toBe("returned");
      }),
    );
  });
});

describe("the six months of becoming floating (C26)", () => {
  it("ends on the day six months later, the 31st and the 29th of February falling to the month's last day", () => {
    expect(decisionDue(on("2026-03-01")).value).toBe("2026-09-01");
    expect(decisionDue(on("2025-08-31")).value).toBe("2026-02-28");
    expect(decisionDue(on("2023-08-29")).value).toBe("2024-02-29");
    expect(isFloating(on("2026-03-01"), on("2026-08-31")).value).toBe(false);
    expect(isFloating(on("2026-03-01"), on("2026-09-01")).value).toBe(true);
    expect(isFloating(on("2026-03-01"), on("2026-09-02")).value).toBe(true);
  });
});

describe("contacts (C27)", () => {
  it("are due every three months, every six for those abroad, with their own provisions", () => {
    expect(contactDue(on("2025-11-30"), false)).toMatchObject({
      value: "2026-02-28",
      provision: { id: "house-floating-contact", force: "house" },
    });
    expect(contactDue(on("2023-08-30"), true)).toMatchObject({
      value: "2024-02-29",
      provision: { id: "education-34" },
    });
  });
});

describe("losing contact (C28)", () => {
  it("counts from the last sign of any kind, or from leaving", () => {
    expect(silentSince(on("2026-01-01"), [null, null]).value).toBe("2026-01-01");
    expect(silentSince(on("2026-01-01"), [on("2026-04-02"), on("2026-03-01")]).value).toBe("2026-04-02");
    expect(silentSince(on("2026-01-01"), [on("2025-04-02")]).value).toBe("2026-01-01");
  });

  it("warns at four months and asks for a search at six, to the day", () => {
    const silent = on("2026-01-31");
    expect(lostStage(silent, on("2026-05-30")).value).toBe("none");
    expect(lostStage(silent, on("2026-05-31")).value).toBe("early");
    expect(lostStage(silent, on("2026-07-30")).value).toBe("early");
    expect(lostStage(silent, on("2026-07-31")).value).toBe("search");
    expect(lossDue(silent).value).toBe("2026-07-31");
  });

  it("is stated only after six months and a search in two ways since the silence began", () => {
    const silent = on("2026-01-10");
    const by = (way: string, at = "2026-06-01") => ({ on: on(at), way });
    expect(mayBeLost(silent, [by("phone"), by("visit")], on("2026-07-09")).value).toBe(false);
    expect(mayBeLost(silent, [by("phone"), by("visit")], on("2026-07-10")).value).toBe(true);
    expect(mayBeLost(silent, [by("phone"), by("phone")], on("2026-07-10")).value).toBe(false);
    expect(mayBeLost(silent, [by("phone"), by("visit", "2026-01-09")], on("2026-07-10")).value).toBe(false);
    expect(mayBeLost(silent, [by("phone"), by("visit", "2026-07-11")], on("2026-07-10")).value).toBe(false);
  });

  it("leads to striking off two years after stopping; on 29 February to the 28th", () => {
    expect(strikeOffDue(on("2024-02-29")).value).toBe("2026-02-28");
    expect(strikeOffDue(on("2024-03-01")).value).toBe("2026-03-01");
  });

  it("never goes back with time", () => {
    const order = ["none", "early", "search"];
    fc.assert(
      fc.property(someDay, someDay, fc.nat(400), (silent, at, more) => {
        const [now, then] = [lostStage(silent, at).value, lostStage(silent, addDays(at, more)).value];
        expect(order.indexOf(then)).toBeGreaterThanOrEqual(order.indexOf(now));
        expect(lostStage(silent, at).value === "search").toBe(at >= addMonths(silent, 6));
      }),
    );
  });
});

describe("what is in flight (C29), and the pass", () => {
  it("is to be answered in thirty days; five years abroad are asked about", () => {
    expect(acknowledgementDue(on("2026-02-01")).value).toBe("2026-03-03");
    expect(abroadDue(on("2020-02-29")).value).toBe("2025-02-28");
  });

  it("holds for a year, its last day included", () => {
    const until = passUntil(on("2024-02-29")).value;
    expect(until).toBe("2025-02-28");
    expect(passHolds(until, on("2025-02-27")).value).toBe(true);
    expect(passHolds(until, until).value).toBe(true);
    expect(passHolds(until, on("2025-03-01")).value).toBe(false);
  });
});

it("each answer names the provision it rests on", () => {
  const left = on("2020-01-01");
  const silent = on("2026-01-01");
  const twoWays = [
    { on: on("2026-05-01"), way: "phone" },
    { on: on("2026-06-01"), way: "visit" },
  ];
  for (const [answer, provision] of [
    [decisionDue(left), TRANSFER_DUTY],
    [isFloating(left, on("2020-07-01")), FLOATING_CARE],
    [stateOn(none, on("2026-03-02")), FLOATING_CARE],
    [stateOn({ ...none, lostOn: on("2026-03-02") }, on("2026-03-02")), LOST_CONTACT],
    [silentSince(left, []), LOST_CONTACT],
    [lostStage(silent, on("2026-05-01")), LOST_EARLY],
    [lostStage(silent, on("2026-07-01")), LOST_CONTACT],
    [mayBeLost(silent, twoWays, on("2026-07-01")), LOST_CONTACT],
    [strikeOffDue(left), LOST_CONTACT],
    [acknowledgementDue(left), ACKNOWLEDGEMENT],
    [abroadDue(left), ABROAD_SETTLED],
    [passHolds(on("2026-07-01"), on("2026-07-01")), PASS_VALIDITY],
    [contactDue(left, true), ABROAD_CONTACT],
  ] as const)
    expect(answer.provision, answer.grounds).toBe(provision);
});
