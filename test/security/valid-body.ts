import { type Asked, type Asks, choicesOf, isAsked } from "#platform/forms/asks.ts";
import type { Dice } from "./dice.ts";
import { TODAY } from "./planting.ts";

/** What chooses among values, and names the id of a row of a table. */
interface Means {
  readonly dice: Dice;
  id(table: string): string;
}

/** Texts that say something: they fit every reason and every line of a form. */
const TEXTS = ["核对后的内容", "按会议决定办理", "因工作需要登记"];

/**
 * A body that the declaration takes, for an attack that is to get past the shape: every fact that must be answered,
 * and none that may be left out. `own` facts have a shape that only their module knows; the caller adds them.
 */
export function validBody(asks: Asks, aim: Means): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [key, asked] of Object.entries(asks))
    if (asked.needed && asked.kind !== "own" && isAsked(asked, body)) body[key] = valueOf(asked, aim);
  return body;
}

function valueOf(asked: Asked, aim: Means): unknown {
  const { dice } = aim;
  switch (asked.kind) {
    case "code":
    case "choice":
      return dice.pick(choicesOf(asked))[0];
    case "choices":
      return [dice.pick(choicesOf(asked))[0]];
    case "pastDay":
      return `2026-0${1 + dice.below(9)}-01`;
    case "futureDay":
      return `2027-0${1 + dice.below(9)}-01`;
    case "day":
      return TODAY;
    case "month":
      return `2026-0${1 + dice.below(9)}`;
    case "count":
    case "yuan":
      return (asked.least ?? 0) + dice.below(Math.min(100, (asked.most ?? 100) - (asked.least ?? 0) + 1));
    case "flag":
      return true;
    case "person":
      return aim.id("person");
    case "people":
      return [aim.id("person")];
    case "place":
      return aim.id("organization");
    case "phone":
      return `1990000${1000 + dice.below(9000)}`;
    case "identityNumber":
      return "11010519491231002X";
    case "group":
      return validBody(asked.of ?? {}, aim);
    default:
      return lineOf(asked, dice.pick(TEXTS));
  }
}

/** The text, as long as the fact asks and no longer than it takes. */
const lineOf = ({ least = 1, most = 100 }: Asked, text: string): string =>
  text.repeat(Math.ceil(least / text.length)).slice(0, most);
