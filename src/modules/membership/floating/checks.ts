import { sql } from "kysely";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, addMonths, addYears, type Day, day, later } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import { lastContact, shownBy } from "./evidence.ts";
import {
  ACKNOWLEDGEMENT,
  CONTACT_INTERVAL,
  LOST_CONTACT,
  NAMED_CONTACT,
  SPRING_FESTIVALS,
  TRANSFER_DUTY,
} from "./provisions.ts";
import { signOfLife } from "./queries.ts";
import {
  abroadDue,
  acknowledgementDue,
  contactDue,
  decisionDue,
  lossDue,
  lostStage,
  silentSince,
  strikeOffDue,
} from "./rules.ts";
import { zh } from "./zh.ts";

const VERB = "membership.floating.write";

/** Days before a deadline on which it is first shown. */
const LEAD = { decision: 30, contact: 15, strikeOff: 30, festival: 30, abroad: 60, transfer: 10 } as const;

interface CaseAt {
  readonly id: string;
  readonly personName: string;
  readonly organizationId: string | null;
  readonly orgPath: string | null;
}

/** A matter of the home half: its page has the deed. */
const ofCase = (it: CaseAt, due: Finding<Day> | null, why: string, deed: keyof typeof zh.deeds.of | null): DueItem[] =>
  it.organizationId === null || it.orgPath === null
    ? []
    : [
        {
          organizationId: it.organizationId,
          orgPath: it.orgPath,
          subject: { kind: "floating-case", id: it.id, name: it.personName },
          deadline: due?.value ?? null,
          provision: due?.provision,
          why,
          deed:
            deed === null
              ? { term: zh.deeds.open, address: `/floating/${it.id}` }
              : { term: zh.deeds.of[deed], address: `/floating/${it.id}?deed=${deed}` },
        },
      ];

const caseColumns = ["id", "personName", "organizationId", "orgPath", "leftOn"] as const;

/** Away for six months: transfer or keep as floating, with somebody named (C26). */
async function becameFloating(tx: Reader, on: Day): Promise<DueItem[]> {
  const undecided = await tx
    .selectFrom("floatingCase")
    .select(caseColumns)
    .where("orgPath", "is not", null)
    .where("endedOn", "is", null)
    .where("decidedOn", "is", null)
    .where("leftOn", "<=", addMonths(addDays(on, LEAD.decision), -6))
    .execute();
  return undecided.flatMap((it) => ofCase(it, decisionDue(it.leftOn), zh.matters.decide(it.leftOn), "decision"));
}

/** Members of whom the roster says that they are away, and nobody has registered it (C26). */
async function unregistered(tx: Reader): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("membership as m")
    .select(["m.personId", "m.name", "m.organizationId", "m.orgPath", "m.flowDestination"])
    .where("m.flowDestination", "is not", null)
    .where("m.validTo", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("floatingCase as c")
            .select("c.id")
            .whereRef("c.personId", "=", "m.personId")
            .where("c.endedOn", "is", null),
        ),
      ),
    )
    .execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "person", id: it.personId, name: it.name },
    deadline: null,
    why: zh.matters.unregistered(it.flowDestination ?? ""),
    deed: { term: zh.deeds.register, address: `/members/${it.personId}?floating=new` },
  }));
}

/**
 * Open cases of our own members with their last sign of life, of which the last lies no later than `before`. Asked case by
 * case through the index of the log: joined with all signs grouped, a planner without statistics groups them once a case.
 */
async function silentCases(tx: Reader, on: Day, before: Day) {
  return await tx
    .selectFrom("floatingCase as c")
    .select((eb) => [
      "c.id",
      "c.personId",
      "c.personName",
      "c.organizationId",
      "c.orgPath",
      "c.leftOn",
      "c.abroad",
      eb
        .selectFrom("floatingEntry as e")
        .select((it) => it.fn.max("e.happenedOn").as("lastOn"))
        .whereRef("e.caseId", "=", "c.id")
        .where("e.happenedOn", "<=", before)
        .where(signOfLife)
        .as("lastOn"),
    ])
    .where("c.orgPath", "is not", null)
    .where("c.endedOn", "is", null)
    .where("c.stoppedOn", "is", null)
    .where("c.lostOn", "is", null)
    .where("c.leftOn", "<=", before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("floatingEntry as e")
            .select("e.id")
            .whereRef("e.caseId", "=", "c.id")
            .where("e.happenedOn", ">", before)
            .where("e.happenedOn", "<=", on)
            .where(signOfLife),
        ),
      ),
    )
    .execute();
}

/** What those whose log is silent have shown of themselves elsewhere, asked once for all. */
const shownOf = (tx: Reader, cases: readonly { readonly personId: string | null }[], on: Day) =>
  shownBy(
    tx,
    cases.flatMap((it) => (it.personId === null ? [] : [it.personId])),
    on,
  );

/** The next contact is due (C27). */
async function contacts(tx: Reader, on: Day): Promise<DueItem[]> {
  const cases = await silentCases(tx, on, addMonths(addDays(on, LEAD.contact), -3));
  const shown = await shownOf(tx, cases, on);
  return cases.flatMap((it) => {
    const last = later(lastContact(it.lastOn, shown.of(it.personId)) ?? it.leftOn, it.leftOn);
    const due = contactDue(last, it.abroad);
    if (addDays(due.value, -LEAD.contact) > on) return [];
    return ofCase(it, due, zh.matters.contact(last), "contact");
  });
}

/** Before the Spring Festival members come home: one matter a branch (C27, worth knowing, never overdue). */
async function homecoming(tx: Reader, on: Day): Promise<DueItem[]> {
  const festival = SPRING_FESTIVALS.map(day).find((it) => it >= on);
  if (festival === undefined || addDays(festival, -LEAD.festival) > on) return [];
  const rows = await tx
    .selectFrom("floatingCase")
    .select(["organizationId", "orgPath", sql<number>`count(*)`.as("n")])
    .where("orgPath", "is not", null)
    .where("endedOn", "is", null)
    .groupBy(["organizationId", "orgPath"])
    .execute();
  return rows.flatMap((it) =>
    ofCase(
      { id: it.organizationId ?? "", personName: "", organizationId: it.organizationId, orgPath: it.orgPath },
      finding(festival, NAMED_CONTACT, zh.matters.festival(festival, it.n)),
      zh.matters.festival(festival, it.n),
      null,
    ).map((matter) => ({
      ...matter,
      subject: { kind: "organization", id: it.organizationId ?? "", name: "" },
      deed: { term: zh.deeds.list, address: `/r/floating-outflows?org=${it.organizationId}` },
    })),
  );
}

/** Silence of four and six months, decisions that wait, and the two years after stopping (C28). */
async function lost(tx: Reader, on: Day): Promise<DueItem[]> {
  const silent = await silentCases(tx, on, addMonths(on, -4));
  const shown = await shownOf(tx, silent, on);
  const stated = await tx
    .selectFrom("floatingCase")
    .select([...caseColumns, "lostOn", "stoppedOn"])
    .where("orgPath", "is not", null)
    .where("endedOn", "is", null)
    .where("lostOn", "is not", null)
    .execute();
  return [
    ...silent.flatMap((it) => {
      const { attendedOn, paidOn } = shown.of(it.personId);
      const since = silentSince(it.leftOn, [it.lastOn, attendedOn, paidOn]).value;
      const stage = lostStage(since, on);
      if (stage.value === "none") return [];
      const words = stage.value === "early" ? zh.matters.early : zh.matters.search;
      return ofCase(it, { ...stage, value: lossDue(since).value }, words(since), "search");
    }),
    ...stated.flatMap((it) => {
      if (it.stoppedOn === null) return ofCase(it, null, zh.matters.stop(it.lostOn ?? on), "stopping");
      const due = strikeOffDue(it.stoppedOn);
      return addDays(due.value, -LEAD.strikeOff) > on
        ? []
        : ofCase(it, due, zh.matters.strikeOff(it.stoppedOn), "struck-off");
    }),
  ];
}

/** Offers to a host that were not answered, passes brought back and not read, and five years abroad (C29); transfers ask in their own checks. */
async function inFlight(tx: Reader, on: Day): Promise<DueItem[]> {
  const offers = await tx
    .selectFrom("floatingCase")
    .select([...caseColumns, "hostOrganizationId", "hostPath", "sentOn", "declinedOn"])
    .where("endedOn", "is", null)
    .where("sentOn", "is not", null)
    .where("arrivedOn", "is", null)
    .execute();
  const abroad = await tx
    .selectFrom("floatingCase")
    .select(caseColumns)
    .where("orgPath", "is not", null)
    .where("endedOn", "is", null)
    .where("stoppedOn", "is", null)
    .where("abroad", "=", true)
    .where("leftOn", "<=", addYears(addDays(on, LEAD.abroad), -5))
    .execute();
  const handed = await tx
    .selectFrom("floatingCase")
    .select([...caseColumns, "handedOn"])
    .where("orgPath", "is not", null)
    .where("endedOn", "is", null)
    .where("handedOn", "is not", null)
    .execute();
  return [
    ...handed.flatMap((it) => ofCase(it, null, zh.matters.handed(it.handedOn ?? on), null)),
    ...offers.flatMap((it): DueItem[] => {
      const { sentOn } = it;
      if (sentOn === null || (it.declinedOn !== null && it.declinedOn >= sentOn)) return [];
      const deadline = acknowledgementDue(sentOn);
      if (it.hostOrganizationId === null || it.hostPath === null)
        return addDays(deadline.value, -LEAD.transfer) > on
          ? []
          : ofCase(it, deadline, zh.matters.waiting(sentOn), "contact");
      // Inside the zone the host is the one who must act.
      const host = { ...it, organizationId: it.hostOrganizationId, orgPath: it.hostPath };
      return ofCase(host, deadline, zh.matters.answer(sentOn), "acceptance");
    }),
    ...abroad.flatMap((it) => ofCase(it, abroadDue(it.leftOn), zh.matters.abroad(it.leftOn), "contact")),
  ];
}

export const checks: readonly Check[] = [
  {
    id: "C26",
    term: "外出满六个月",
    kind: "warn",
    provision: TRANSFER_DUTY,
    verb: VERB,
    matters: async (tx, on) => [...(await becameFloating(tx, on)), ...(await unregistered(tx))],
  },
  {
    id: "C27",
    term: "流动党员联系",
    kind: "warn",
    provision: CONTACT_INTERVAL,
    verb: VERB,
    matters: contacts,
  },
  {
    id: "C27-spring",
    term: "春节返乡座谈",
    kind: "info",
    provision: NAMED_CONTACT,
    verb: VERB,
    matters: homecoming,
  },
  { id: "C28", term: "失去联系", kind: "warn", provision: LOST_CONTACT, verb: VERB, matters: lost },
  { id: "C29", term: "流动党员接收在途", kind: "warn", provision: ACKNOWLEDGEMENT, verb: VERB, matters: inFlight },
];
