import type { Pool } from "pg";

/** The declared class of a table (0001-classes.sql says what each means). */
export interface TableClass {
  readonly table: string;
  readonly class: "scoped" | "self" | "system" | "reference" | "anonymous";
  readonly sees: "persons" | "places" | "restricted" | null;
  readonly paths: readonly string[];
  readonly self: string | null;
  readonly appends: boolean;
}

/** Somebody asked for rows beyond what the scope may touch: a fault of our own code, or an attack; answered with 404. */
export class OutOfReach extends Error {
  override name = "OutOfReach";
}

/**
 * Reads the declared classes, and refuses a database with a table that has none: a table nobody thought about is a leak
 * nobody will notice.
 */
export async function loadClasses(owner: Pool): Promise<TableClass[]> {
  const { rows } = await owner.query<{
    table_name: string;
    class: TableClass["class"] | null;
    sees: TableClass["sees"];
    path_columns: string[];
    self_column: string | null;
    appends: boolean;
  }>(
    `select t.tablename as table_name, c.class, c.sees, coalesce(c.path_columns, '{}') as path_columns, c.self_column, coalesce(c.appends, false) as appends
     from pg_tables t left join table_class c on c.table_name = t.tablename
     where t.schemaname = current_schema()`,
  );
  const undeclared = rows.filter((row) => row.class === null).map((row) => row.table_name);
  if (undeclared.length > 0) throw new Error(`tables without a declared class: ${undeclared.join(", ")}`);
  return rows.map((row) => ({
    table: row.table_name,
    class: row.class as TableClass["class"],
    sees: row.sees,
    paths: row.path_columns,
    self: row.self_column,
    appends: row.appends,
  }));
}
