import { type Day, isDay, MONTH } from "#shared/day.ts";
import { readIdentityNumber } from "#shared/identity-number.ts";
import { fen, plainYuan } from "#shared/money.ts";
import { readPhone } from "#shared/phone.ts";
import { type Answers, type Asked, type Asks, choicesOf, type Given, isAsked, isEmpty } from "./asks.ts";
import { zh } from "./zh.ts";

/** One sentence for one field: `pointer` as in a problem, `/level` or `/board/present`. */
export interface FieldFault {
  readonly pointer: string;
  readonly message: string;
}

interface Manner {
  /** What stands before the pointers: `/particulars`. */
  readonly at?: string;
  /** Facts that were not given are no fault: a refusal gives its reasons and nothing else. */
  readonly nothingNeeded?: boolean;
}

/**
 * What is wrong with an entry, all of it, in the order of the form; empty when everything can be taken as it is. Entry is
 * strict: what cannot be read is refused, never left out. Looks at nothing but the declaration, what was given and the day,
 * so that the browser says while one types what the server would say afterwards.
 */
export function faultsOf(asks: Asks, given: Given, today: Day, manner: Manner = {}): readonly FieldFault[] {
  return readAll(asks, given, today, manner).faults;
}

/** The facts as they are kept, as far as they could be read: texts trimmed, numbers of telephones in one form. */
export function answersOf<A extends Asks>(
  asks: A,
  given: Given,
  today: Day,
  manner: Manner = {},
): { readonly answers: Answers<A>; readonly faults: readonly FieldFault[] } {
  const { answers, faults } = readAll(asks, given, today, manner);
  return { answers: answers as Answers<A>, faults };
}

/** What a form sends: facts that are asked and were filled in, texts trimmed. What cannot be read goes as it was typed. */
export function sentOf(asks: Asks, given: Given): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(asks).flatMap(([key, asked]) => {
      const value = given[key];
      if (!isAsked(asked, given) || isEmpty(value)) return [];
      if (asked.of !== undefined && isObject(value)) return [[key, sentOf(asked.of, value)]];
      return [[key, typeof value === "string" ? value.trim() : value]];
    }),
  );
}

function readAll(
  asks: Asks,
  given: Given,
  today: Day,
  manner: Manner,
): { answers: Record<string, unknown>; faults: FieldFault[] } {
  const answers: Record<string, unknown> = {};
  const faults: FieldFault[] = [];
  for (const [key, asked] of Object.entries(asks)) {
    const pointer = `${manner.at ?? ""}/${key}`;
    const value = given[key];
    if (!isAsked(asked, given)) {
      if (!isEmpty(value)) faults.push({ pointer, message: zh.notAsked(asked.term) });
      continue;
    }
    if (asked.of !== undefined && (isObject(value) || (isEmpty(value) && asked.needed))) {
      const inner = readAll(asked.of, isObject(value) ? value : {}, today, { ...manner, at: pointer });
      faults.push(...inner.faults);
      if (isObject(value)) answers[key] = inner.answers;
      continue;
    }
    if (isEmpty(value)) {
      if (asked.needed && manner.nothingNeeded !== true)
        faults.push({ pointer, message: asked.kind === "flag" ? zh.toTick(asked.term) : zh.missing(asked.term) });
      else if (value === false) answers[key] = false;
      continue;
    }
    const reading = readFact(asked, value, today);
    if ("fault" in reading) faults.push({ pointer, message: reading.fault });
    else answers[key] = reading.value;
  }
  return { answers, faults };
}

type Taken = { readonly value: unknown } | { readonly fault: string };

const isObject = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads one fact that is there. */
function readFact(asked: Asked, value: unknown, today: Day): Taken {
  const { term } = asked;
  switch (asked.kind) {
    case "flag":
      return typeof value === "boolean" ? { value } : { fault: zh.notFlag(term) };
    case "count":
      return readNumber(asked, value);
    case "yuan":
      return readFen(asked, value);
    case "choices":
      return readSeveral(asked, value);
    case "people":
      return readPeople(asked, value);
    case "group":
      return { fault: zh.notGroup(term) };
    case "own":
      return { value };
    default:
      return typeof value === "string" ? readText(asked, value, today) : { fault: zh.notText(term) };
  }
}

function readText(asked: Asked, value: string, today: Day): Taken {
  const { term } = asked;
  if (!value.isWellFormed() || value.includes("\0")) return { fault: zh.broken(term) };
  switch (asked.kind) {
    case "code":
    case "choice": {
      const choices = choicesOf(asked);
      if (choices.some(([one]) => one === value)) return { value };
      return { fault: zh.notChoice(term, termsOf(choices)) };
    }
    case "pastDay":
    case "futureDay":
    case "day":
      if (!isDay(value)) return { fault: zh.notDay(term) };
      if (asked.kind === "pastDay" && value > today) return { fault: zh.ahead(term) };
      if (asked.kind === "futureDay" && value < today) return { fault: zh.past(term) };
      return { value };
    case "month":
      return MONTH.test(value) ? { value } : { fault: zh.notMonth(term) };
    case "person":
    case "place":
      return ID.test(value) ? { value } : { fault: zh.notId(term) };
    case "phone":
      return readPhoneNumber(asked, value);
    case "identityNumber": {
      const reading = readIdentityNumber(value);
      return reading.ok ? { value: reading.value.number } : { fault: zh.unread(term, withoutEcho(reading.reason)) };
    }
    default: {
      const text = value.trim();
      if (asked.most !== undefined && text.length > asked.most) return { fault: zh.tooLong(term, asked.most) };
      if (asked.least !== undefined && text.length < asked.least) return { fault: zh.tooShort(term, asked.least) };
      return { value: text };
    }
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

const termsOf = (choices: readonly (readonly [string, string])[]): string[] => choices.map(([, term]) => term);

/** Who types sees what was typed: only what is wrong with it is said. */
export const withoutEcho = (reason: string): string => reason.replace(/^读到[^：]*：/u, "");

/** One number and nothing beside it: a second one would be lost. */
function readPhoneNumber({ term }: Asked, value: string): Taken {
  const reading = readPhone(value);
  if (!reading.ok) return { fault: zh.unread(term, withoutEcho(reading.reason)) };
  if (reading.value.others !== undefined) return { fault: zh.onePhone(term) };
  return { value: reading.value.number };
}

function readNumber({ term, least, most }: Asked, value: unknown): Taken {
  if (typeof value !== "number" || !Number.isFinite(value)) return { fault: zh.notNumber(term) };
  if (!Number.isSafeInteger(value)) return { fault: zh.notWhole(term) };
  if (least !== undefined && value < least) return { fault: zh.tooSmall(term, least) };
  if (most !== undefined && value > most) return { fault: zh.tooLarge(term, most) };
  return { value };
}

function readFen({ term, least, most }: Asked, value: unknown): Taken {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return { fault: zh.notMoney(term) };
  if (least !== undefined && value < least) return { fault: zh.leastMoney(term, plainYuan(fen(least))) };
  if (most !== undefined && value > most) return { fault: zh.mostMoney(term, plainYuan(fen(most))) };
  return { value: fen(value) };
}

function readSeveral(asked: Asked, value: unknown): Taken {
  if (!Array.isArray(value)) return { fault: zh.notList(asked.term) };
  const choices = choicesOf(asked);
  const known = value.every((one) => choices.some(([it]) => it === one));
  return known ? { value } : { fault: zh.notChoice(asked.term, termsOf(choices)) };
}

function readPeople({ term, most }: Asked, value: unknown): Taken {
  if (!Array.isArray(value)) return { fault: zh.notList(term) };
  if (most !== undefined && value.length > most) return { fault: zh.tooMany(term, most) };
  return value.every((it) => typeof it === "string" && ID.test(it)) ? { value } : { fault: zh.notId(term) };
}
