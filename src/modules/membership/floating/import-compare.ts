import type { Updateable } from "kysely";
import type { Tables } from "#platform/database/door.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { FieldChange } from "#platform/registers/importer.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { maskPhone } from "#shared/masks.ts";
import type { FloatRow } from "./import-row.ts";
import { type CaseRow, openField, type SealedField, sealField } from "./writes.ts";

export type CaseColumns = Updateable<Tables["floatingCase"]>;

/** One thing that a row says otherwise than the case does. */
export interface Difference extends FieldChange {
  /** The case said nothing. */
  readonly fills: boolean;
  readonly columns: CaseColumns;
}

const TERMS: Readonly<Record<string, string>> = {
  leftOn: "外出日期",
  arrivedOn: "流入日期",
  destination: "外出地",
  reason: "外出原因",
  scope: "流动范围",
  originJob: "原职业",
  destinationKind: "外出流向",
  workUnit: "外出单位",
  homeContact: "流出地联系人",
  homeName: "原党组织",
  hostName: "流入党组织",
  hostContact: "流入地联系人",
  phone: "本人电话",
  address: "在外住址",
  emergency: "紧急联系人",
};
const CODED: Readonly<Record<string, CodeSetName>> = {
  reason: "floating_reason",
  scope: "floating_scope",
  originJob: "origin_job",
  destinationKind: "destination_kind",
};

const shownAs = (key: string, value: string | null): string | null => {
  const set = CODED[key];
  if (value === null || set === undefined) return value;
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value) : value;
};

/** Everything that a row says and the case says otherwise or not at all. What the row leaves blank changes nothing. */
export function differences(keyring: Keyring, row: CaseRow, said: FloatRow, way: "out" | "in"): Difference[] {
  const out: Difference[] = [];
  const compare = (key: string, was: string | null, now: string | null, columns: CaseColumns): void => {
    if (now === null || now === "" || now === was) return;
    const fills = was === null || was === "";
    out.push({
      field: key,
      term: TERMS[key] ?? key,
      from: fills ? null : shownAs(key, was),
      to: shownAs(key, now),
      fills,
      columns,
    });
  };
  const sealed = (field: SealedField & ("phone" | "address" | "emergency"), now: string | null): void => {
    if (now === null) return;
    const was = openField(keyring, row, field);
    if (was === now) return;
    const cipher = sealField(keyring, row.id, field, now);
    const columns: CaseColumns =
      field === "phone"
        ? { phoneCipher: cipher, phoneMask: maskPhone(now) }
        : field === "address"
          ? { addressCipher: cipher }
          : { emergencyCipher: cipher };
    const shown = field === "phone" ? maskPhone(now) : "（加密保存）";
    out.push({
      field,
      term: TERMS[field] ?? field,
      from: was === null ? null : field === "phone" ? maskPhone(was) : "（加密保存）",
      to: shown,
      fills: was === null,
      columns,
    });
  };
  if (way === "in") {
    compare("arrivedOn", row.arrivedOn, said.arrivedOn, { arrivedOn: said.arrivedOn as Day });
    compare("homeName", row.homeName, said.home, { homeName: said.home });
    sealed("address", said.address);
  } else {
    compare("leftOn", row.leftOn, said.leftOn, { leftOn: said.leftOn as Day });
    compare("destination", row.destination, said.destination, { destination: said.destination });
    compare("destinationKind", row.destinationKind, said.destinationKind, { destinationKind: said.destinationKind });
    // A branch of this very zone is known by more than a name.
    if (row.hostOrganizationId === null) compare("hostName", row.hostName, said.hostName, { hostName: said.hostName });
    sealed("emergency", said.emergency);
  }
  // What could not be read stands as 其他, and says nothing against what is known.
  if (said.reason !== "other") compare("reason", row.reason, said.reason, { reason: said.reason });
  if (said.scope !== null) compare("scope", row.scope, said.scope, { scope: said.scope });
  compare("originJob", row.originJob, said.originJob, { originJob: said.originJob });
  compare("workUnit", row.workUnit, said.workUnit, { workUnit: said.workUnit });
  compare("homeContact", row.homeContact, said.homeContact, { homeContact: said.homeContact });
  compare("hostContact", row.hostContact, said.hostContact, { hostContact: said.hostContact });
  sealed("phone", said.phone);
  return out;
}
