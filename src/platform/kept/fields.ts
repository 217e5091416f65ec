import type { Asked, Asks } from "#platform/forms/asks.ts";
import type { Field } from "#platform/registers/declaration.ts";
import { branch, code, count, date, id, text } from "#platform/registers/fields.ts";

/** Asked facts as fields of a register, so that what a fact is called stands once, where it is asked. */

/** How a fact stands in the list: its width in pixels, or more. */
type Manner = number | { readonly width?: number; readonly column?: string; readonly filter?: null };

/** These facts in this order. A column is called as its fact unless `column` says otherwise; `filter: null` takes none. */
export function factFields<A extends Asks>(
  asks: A,
  manners: { readonly [K in keyof A & string]?: Manner },
): readonly Field[] {
  return Object.entries<Manner | undefined>(manners).map(([key, given]) => {
    const asked = asks[key] as Asked;
    const manner = typeof given === "number" ? { width: given } : (given ?? {});
    const column = manner.column ?? key.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`);
    const { filter, ...field } = fieldOf(asked, key, column);
    return {
      ...field,
      ...(filter === undefined || manner.filter === null ? {} : { filter }),
      ...(manner.width === undefined ? {} : { width: manner.width }),
    };
  });
}

/** Throws where a fact is no column of a list: a declaration at fault. */
function fieldOf(asked: Asked, key: string, column: string): Field {
  const { kind, term, set } = asked;
  switch (kind) {
    case "text":
    case "long":
      return text(key, term, column);
    case "code":
      return code(key, term, set ?? "", column);
    case "pastDay":
    case "futureDay":
    case "day":
      return date(key, term, column);
    case "count":
      return count(key, term, column);
    default:
      throw new Error(`${key} (${kind}) is no column of a list`);
  }
}

/** Whose a row of a kept register is; `name` and `place` are what these columns are called. */
export const aboutFields = (name: string, place: string): readonly Field[] => [
  id,
  { key: "personId", term: "人员编号", type: "id", column: "person_id" },
  { ...text("name", name, "name", 140), sortable: true },
  branch(place, 180),
];
