import type { Check } from "#platform/clock/checks.ts";
import { RIGHT_TO_CORRECTION } from "./provisions.ts";
import { fieldTerm } from "./queries.ts";

/** What waits for the branch. The law says promptly and names no day. */
export const checks: readonly Check[] = [
  {
    id: "P46",
    term: "党员申请更正记录",
    kind: "warn",
    provision: RIGHT_TO_CORRECTION,
    verb: "membership.correct",
    async matters(tx, on) {
      const rows = await tx
        .selectFrom("correctionRequest")
        .select(["id", "personName", "organizationId", "orgPath", "field", "askedOn"])
        .where("outcome", "is", null)
        .where("askedOn", "<=", on)
        .orderBy("askedOn")
        .execute();
      return rows.map((it) => ({
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        subject: { kind: "correction-request", id: it.id, name: it.personName },
        deadline: null,
        why: `${it.askedOn}申请更正${fieldTerm(it.field)}，等支部核对。`,
        deed: { term: "核对", address: `/corrections/${it.id}` },
      }));
    },
  },
];
