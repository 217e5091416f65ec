import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { conflict, refused } from "#platform/http/problem.ts";
import { type IdentityNumber, readIdentityNumber } from "#shared/identity-number.ts";
import { idNumberIndex } from "../sensitive.ts";
import { absence, dayOfCase, placeOfHost, tellCase } from "./case.ts";
import type { Inflow } from "./contract.ts";
import { enterLine, sealField } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** A member from elsewhere reports here without a flow pass: the host half, with home as a name. */
export async function registerInflow(doing: Doing<typeof events.arrived>, input: Inflow): Promise<{ id: string }> {
  const host = await placeOfHost(doing, input.organizationId);
  const number = numberGiven(input.idNumber);
  const id = newId();
  const away = absence(doing, id, input);
  const on = dayOfCase(doing, away, input.arrivedOn);
  const index = idNumberIndex(doing.house.keyring, number);
  await refuseTaken(doing, index);
  const hostContact = input.hostContact?.trim() || null;
  const row = {
    id,
    personId: null,
    personName: input.name.trim(),
    gender: input.gender,
    birthYear: Number(number.slice(6, 10)),
    ...sealedNumber(doing, id, number, index),
    organizationId: null,
    orgPath: null,
    homeName: input.homeName.trim(),
    homeContact: input.homeContact?.trim() || null,
    ...host,
    ...away,
    hostContact,
    arrivedOn: on,
  };
  await doing.tx.insertInto("floatingCase").values(row).execute();
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "countersigned",
    on,
    side: "host",
    by: doing.actor.name,
    content: "",
    host: { name: host.hostName, contact: hostContact ?? "" },
  });
  await tellCase(doing, events.arrived, row, { home: row.homeName, on });
  return { id };
}

/** An identity number as typed; a problem says what is wrong with it. */
export function numberGiven(text: string): IdentityNumber {
  const read = readIdentityNumber(text);
  if (!read.ok) throw refused("floating-number", zh.number.title, zh.number.detail);
  return read.value.number;
}

export function sealedNumber(doing: Doing<never>, id: string, number: string, index: string) {
  return {
    idNumberCipher: sealField(doing.house.keyring, id, "idNumber", number),
    idNumberIndex: index,
  };
}

/** One open inflow a person in reach; beyond reach nothing is told. */
export async function refuseTaken(doing: Doing<never>, index: string): Promise<void> {
  const taken = await doing.tx
    .selectFrom("floatingCase")
    .select("id")
    .where("idNumberIndex", "=", index)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  if (taken) throw conflict("floating-open", zh.open.title, zh.open.detail);
}
