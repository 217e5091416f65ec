import { describe, expect, it } from "vitest";
import { addDays, addMonths, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { LETTER_VALIDITY } from "../provisions.ts";
import {
  CERTIFICATE_DAYS,
  DIRECT_TRANSFER,
  GRADUATES,
  LETTER_DAYS,
  MEMBER_FILE,
  SENDER_ANSWERS,
} from "./provisions.ts";
import { keptUntil, letterDays, letterState, nextDue, nextStep, type TransferFacts, validUntil } from "./rules.ts";

const sent = day("2026-03-01");
const out: TransferFacts = {
  kind: "out",
  channel: "letter",
  state: "handed-over",
  handedOverOn: sent,
  verifiedOn: null,
  decidedOn: null,
  receiptOn: null,
  fileSentOn: null,
  fileReceivedOn: null,
  letterOn: null,
  validDays: null,
};

describe("letters", () => {
  it("are good for ten days in the city and thirty outside", () => {
    expect(letterDays("same_city")).toMatchObject({ value: 10, provision: LETTER_DAYS });
    expect(letterDays("same_province").value).toBe(30);
    expect(letterDays(null).value).toBe(30);
  });

  it("hold on their last day, and no longer", () => {
    const letter = { kind: "introduction", issuedOn: sent, validDays: 30, cancelledOn: null };
    expect(validUntil(letter)).toMatchObject({ value: "2026-03-31", provision: LETTER_VALIDITY });
    expect(letterState(letter, day("2026-03-31")).value).toBe("valid");
    expect(letterState(letter, day("2026-04-01")).value).toBe("expired");
    const cancelled = { ...letter, cancelledOn: day("2026-03-10") };
    expect(letterState(cancelled, day("2026-03-09")).value).toBe("valid");
    expect(letterState(cancelled, day("2026-03-10")).value).toBe("cancelled");
  });

  it("never outlast three months, certificates six", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 184 }), (at, validDays) => {
        const issuedOn = addDays(day("2020-01-01"), at);
        const letter = validUntil({ kind: "introduction", issuedOn, validDays }).value;
        const certificate = validUntil({ kind: "certificate", issuedOn, validDays });
        expect(letter <= addMonths(issuedOn, 3) && letter > issuedOn).toBe(true);
        expect(certificate.value <= addMonths(issuedOn, 6) && certificate.value > issuedOn).toBe(true);
        expect(certificate.provision).toBe(CERTIFICATE_DAYS);
      }),
    );
  });
});

describe("the next step", () => {
  const step = (it: Partial<TransferFacts>, on = "2026-03-05") => nextStep({ ...out, ...it }, day(on)).value;

  it("on the way out: a letter, its receipt, the file", () => {
    expect(step({})).toBe("issue");
    expect(step({ channel: "online" })).toBe("receipt");
    expect(step({ letterOn: sent, validDays: 30 }, "2026-03-31")).toBe("receipt");
    expect(step({ letterOn: sent, validDays: 30 }, "2026-04-01")).toBe("issue");
    const accepted = { state: "accepted", decidedOn: day("2026-03-20") };
    expect(step(accepted)).toBe("none");
    expect(step({ ...accepted, fileSentOn: sent })).toBe("file");
    expect(nextStep({ ...out, ...accepted, fileSentOn: sent }, sent).provision).toBe(MEMBER_FILE);
  });

  it("inside the zone the receiver accepts; from outside the letter is verified, the member admitted, the receipt sent", () => {
    expect(step({ kind: "inside" })).toBe("accept");
    expect(nextStep({ ...out, kind: "inside" }, sent).provision).toBe(SENDER_ANSWERS);
    expect(step({ kind: "in" })).toBe("verify");
    expect(nextStep({ ...out, kind: "in" }, sent).provision).toBe(DIRECT_TRANSFER);
    expect(step({ kind: "in", verifiedOn: sent })).toBe("admit");
    expect(step({ kind: "in", state: "accepted" })).toBe("answer");
    expect(step({ kind: "in", state: "accepted", receiptOn: sent })).toBe("none");
    expect(step({ kind: "in", state: "accepted", channel: "online" })).toBe("none");
  });

  it("is due thirty days after what was sent, and no later than the letter lasts (C29)", () => {
    const due = (it: Partial<TransferFacts>, on = "2026-03-05") => nextDue({ ...out, ...it }, day(on))?.value;
    expect(due({ kind: "inside" })).toBe("2026-03-31");
    expect(due({ letterOn: sent, validDays: 10 })).toBe("2026-03-11");
    expect(due({ letterOn: sent, validDays: 90 })).toBe("2026-03-31");
    expect(due({ letterOn: sent, validDays: 10 }, "2026-03-12")).toBe("2026-03-11");
    expect(due({ state: "refused" })).toBeUndefined();
  });
});

it("graduates are kept for two years", () => {
  expect(keptUntil(day("2024-06-30"))).toMatchObject({ value: "2026-06-30", provision: GRADUATES });
  expect(keptUntil(day("2024-02-29")).value).toBe("2026-02-28");
});
