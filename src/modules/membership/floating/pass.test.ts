import { deflateRawSync, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { newId } from "#platform/database/ids.ts";
import { addDays, day } from "#shared/day.ts";
import { checkCharacter, identityNumber } from "#shared/identity-number.ts";
import * as fc from "#test/properties.ts";
import {
  agrees,
  BadPass,
  type EntryBody,
  fingerprintOf,
  mergeLogs,
  ofFormerForm,
  readPass,
  type SignedEntry,
  signEntry,
  writePass,
} from "./pass.ts";

const home = temporaryKeyring();
const host = temporaryKeyring();
const stranger = temporaryKeyring();
const caseId = newId();

const line = (more: Partial<EntryBody> = {}): EntryBody => ({
  id: newId(),
  caseId,
  kind: "contact",
  on: day("2026-05-01"),
  side: "home",
  by: "周书记",
  content: "电话联系，工作正常",
  ...more,
});
const statement = {
  name: "谭玉连",
  gender: "female",
  birthYear: 1974,
  home: "中共东巷村支部委员会",
  homeContact: "周书记",
  leftOn: day("2026-03-01"),
  expiresOn: day("2027-03-01"),
  scope: "other_city",
  reason: "work_or_trade",
  destination: "苏州",
};
const issued = signEntry(home, line({ kind: "issued", on: day("2026-03-01"), content: "", statement }));
const countersigned = signEntry(
  host,
  line({ kind: "countersigned", side: "host", by: "李书记", host: { name: "苏州某支部", contact: "李书记" } }),
);

const fault = (text: string): string | null => {
  try {
    readPass(text);
    return null;
  } catch (error) {
    if (error instanceof BadPass) return error.fault;
    throw error;
  }
};
const unpacked = (text: string) =>
  JSON.parse(inflateRawSync(Buffer.from(text.slice(5), "base64url")).toString("utf8")) as {
    k: string[];
    e: [string, number, string][];
  };
const packed = (content: unknown) =>
  `LXP1.${deflateRawSync(Buffer.from(JSON.stringify(content), "utf8")).toString("base64url")}`;

describe("reading a pass", () => {
  it("gives back what was signed, and fits a QR code as a card", () => {
    const text = writePass([issued, countersigned]);
    const pass = readPass(`  ${text.slice(0, 60)}\n${text.slice(60)} `);
    expect(pass).toMatchObject({
      caseId,
      issuer: home.publicKeys[0],
      statement: { name: "谭玉连", home: statement.home },
    });
    expect([...pass.hosts]).toEqual([[host.publicKeys[0], "苏州某支部"]]);
    expect(text.length).toBeLessThan(2_300);
  });

  it("refuses anything changed in body, signature or key", () => {
    const content = unpacked(writePass([issued, signEntry(home, line())]));
    const changed = (work: (it: typeof content) => void): string => {
      const copy = structuredClone(content);
      work(copy);
      return packed(copy);
    };
    expect(fault(changed((it) => void (it.e[0] = [it.e[0]![0].replace("谭玉连", "谭玉莲"), 0, it.e[0]![2]])))).toBe(
      "altered",
    );
    expect(fault(changed((it) => void (it.e[1]![2] = it.e[0]![2])))).toBe("altered");
    expect(fault(changed((it) => void (it.k[0] = stranger.publicKeys[0]!)))).toBe("altered");
    expect(fault(changed((it) => void (it.k[0] = "no key")))).toBe("altered");
    expect(fault(changed((it) => void (it.e[0]![1] = 7)))).toBe("unreadable");
  });

  it("refuses lines of another case, of an unknown hand, and a pass nobody issued", () => {
    const other = signEntry(home, line({ caseId: newId() }));
    expect(fault(writePass([issued, other]))).toBe("mixed");
    expect(fault(writePass([issued, signEntry(stranger, line())]))).toBe("mixed");
    // A host's line under a key that never countersigned.
    expect(fault(writePass([issued, countersigned, signEntry(stranger, line({ side: "host" }))]))).toBe("mixed");
    expect(fault(writePass([countersigned]))).toBe("unissued");
    // The host cannot issue in home's name without home's line becoming a stranger's.
    const forged = signEntry(host, line({ kind: "issued", on: day("2026-09-01"), statement }));
    expect(fault(writePass([issued, forged]))).toBe("mixed");
  });

  it("answers every text with a fault, never with anything else", () => {
    for (const text of [
      "",
      "LXP1.",
      "LXP1.AAAA",
      "hello",
      packed(null),
      packed({ k: 1, e: [] }),
      packed({ k: [], e: [1] }),
    ])
      expect(fault(text)).toBe("unreadable");
    expect(fault(packed({ k: [], e: Array.from({ length: 3_000 }, () => ["{}", 0, ""]) }))).toBe("unreadable");
    const bomb = `LXP1.${deflateRawSync(Buffer.alloc(50 * 1024 * 1024, 32)).toString("base64url")}`;
    expect(fault(bomb)).toBe("unreadable");
    fc.assert(
      fc.property(fc.anything(), (it) => {
        expect(fault(packed({ k: [home.publicKeys[0]], e: it ?? null }))).not.toBeNull();
      }),
    );
  });

  it("refuses a signed line that makes no sense", () => {
    for (const more of [
      { kind: "feast" },
      { on: "2026-02-30" },
      { side: "moon" },
      { content: "x".repeat(1_001) },
      { hours: 0.5 },
      { statement: { ...statement, expiresOn: "soon" } },
    ])
      expect(fault(writePass([issued, signEntry(home, line(more as Partial<EntryBody>))]))).toBe("unreadable");
  });
});

describe("whose it is", () => {
  const numberOf = (first17: string) => identityNumber(first17 + checkCharacter(first17));

  it("agrees with a number in sex and year of birth, where home states them", () => {
    const hers = numberOf("32997119740624002");
    expect(agrees(statement, hers)).toBe(true);
    expect(agrees(statement, numberOf("32997119740624001"))).toBe(false);
    expect(agrees(statement, numberOf("32997119750624002"))).toBe(false);
    expect(agrees({ gender: "unknown", birthYear: null }, hers)).toBe(true);
  });

  it("reads statements of the first form, and knows them", () => {
    const former = { ...statement, numberMask: "32*************013", salt: "c2FsdA", proof: "cHJvb2Y" };
    const old = signEntry(home, line({ kind: "issued", on: day("2026-03-01"), content: "", statement: former }));
    const { statement: read, entries } = readPass(writePass([old]));
    expect(read).toMatchObject(statement);
    expect(entries.map((it) => ofFormerForm(it.entry))).toEqual([true]);
    expect(readPass(writePass([issued])).entries.map((it) => ofFormerForm(it.entry))).toEqual([false]);
  });

  it("shows the same fingerprint everywhere, another for another key", () => {
    expect(fingerprintOf(home.publicKeys[0]!)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(fingerprintOf(home.publicKeys[0]!)).not.toBe(fingerprintOf(host.publicKeys[0]!));
  });
});

describe("two logs in one", () => {
  const lines = fc.array(
    fc.integer({ min: 0, max: 30 }).map((n): SignedEntry => {
      const id = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
      const entry = line({ id, on: addDays(day("2026-01-01"), n % 7) });
      return { entry, body: "", publicKey: "", signature: "" };
    }),
  );
  const ids = (it: readonly SignedEntry[]) => it.map((line) => line.entry.id);

  it("is the same whichever came first, however often, and in the order of days", () => {
    fc.assert(
      fc.property(lines, lines, lines, (a, b, c) => {
        expect(ids(mergeLogs(a, b))).toEqual(ids(mergeLogs(b, a)));
        expect(ids(mergeLogs(mergeLogs(a, b), c))).toEqual(ids(mergeLogs(a, mergeLogs(b, c))));
        const merged = mergeLogs(a, b);
        expect(ids(mergeLogs(merged, a))).toEqual(ids(merged));
        expect(new Set(ids(merged))).toEqual(new Set([...ids(a), ...ids(b)]));
        expect(merged.map((it) => it.entry.on)).toEqual(merged.map((it) => it.entry.on).toSorted());
      }),
    );
  });
});
