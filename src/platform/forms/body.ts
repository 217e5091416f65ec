import { type Static, type TObject, type TSchema, type TUnsafe, Type } from "typebox";
import { DayOf, MonthOf } from "#platform/http/shapes.ts";
import { type Asked, type Asks, choicesOf, type Sent } from "./asks.ts";

/** What a body was made of: whoever makes a valid one (the attackers) asks the declaration instead of guessing by the shape. */
export const askedBy = new WeakMap<object, Asks>();

/**
 * The body of a request that carries these facts: what the shape of a request refuses and the reference of the interface
 * shows. `more` are parts that no form asks: whose page it is, a version. Days, telephone and identity numbers are read by
 * `answersOf`, which knows today. An `own` fact has the schema that `more` gives under its key.
 */
export function bodyOf<A extends Asks>(asks: A): TUnsafe<Sent<A>>;
export function bodyOf<A extends Asks, M extends Readonly<Record<string, TSchema>>>(
  asks: A,
  more: M,
): TUnsafe<Sent<A> & Static<TObject<M>>>;
export function bodyOf(asks: Asks, more: Readonly<Record<string, TSchema>> = {}): TSchema {
  const facts = Object.entries(asks).flatMap(([key, asked]) => {
    if (asked.kind === "own") return [];
    const schema = schemaOf(asked);
    return [[key, asked.optional ? Type.Optional(schema) : schema] as const];
  });
  const body = Type.Object({ ...more, ...Object.fromEntries(facts) });
  askedBy.set(body, asks);
  return body;
}

function schemaOf(asked: Asked): TSchema {
  const { term: title, most, least, unit } = asked;
  const noted = { title, ...(asked.hint === undefined ? {} : { description: asked.hint }) };
  switch (asked.kind) {
    case "code":
    case "choice":
      return Type.Union(
        choicesOf(asked).map(([value]) => Type.Literal(value)),
        noted,
      );
    case "choices":
      return Type.Array(Type.Union(choicesOf(asked).map(([value]) => Type.Literal(value))), {
        ...noted,
        maxItems: choicesOf(asked).length,
      });
    case "pastDay":
    case "futureDay":
    case "day":
      return DayOf(title);
    case "month":
      return MonthOf(title);
    case "count":
      return Type.Integer({
        title,
        ...(least === undefined ? {} : { minimum: least }),
        ...(most === undefined ? {} : { maximum: most }),
        ...(unit === undefined ? {} : { description: unit }),
      });
    case "yuan":
      return Type.Integer({
        title,
        description: "金额，单位为分",
        ...(least === undefined ? {} : { minimum: least }),
        ...(most === undefined ? {} : { maximum: most }),
      });
    case "flag":
      return Type.Boolean(noted);
    case "person":
    case "place":
      return Type.String({ ...noted, format: "uuid" });
    case "people":
      return Type.Array(Type.String({ format: "uuid" }), {
        ...noted,
        ...(most === undefined ? {} : { maxItems: most }),
      });
    case "group":
      return Type.Object((bodyOf(asked.of ?? {}) as unknown as TObject).properties, noted);
    default:
      return Type.String({ ...noted, ...(most === undefined ? {} : { maxLength: most }) });
  }
}
