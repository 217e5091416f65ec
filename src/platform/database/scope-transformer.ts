import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type DeleteQueryNode,
  FromNode,
  IdentifierNode,
  type InsertQueryNode,
  type JoinNode,
  type MergeQueryNode,
  type OperationNode,
  OperationNodeTransformer,
  OperatorNode,
  OrNode,
  ParensNode,
  PrimitiveValueListNode,
  type QueryId,
  RawNode,
  ReferenceNode,
  SelectAllNode,
  SelectionNode,
  SelectQueryNode,
  TableNode,
  type UpdateQueryNode,
  UsingNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
  type WithNode,
} from "kysely";
import { OutOfReach, type TableClass } from "./classes.ts";
import { covers, type PathRange, simplify } from "./reach.ts";
import type { Scope } from "./scope.ts";

/**
 * Narrows a query to a scope: each table in FROM, JOIN and USING becomes `(select * from t where <in reach>) as t`, which
 * PostgreSQL pulls up again without cost; targets of UPDATE and DELETE get the predicate in WHERE; inserted rows are
 * checked by value. What it cannot narrow, it refuses.
 */
export class ScopeTransformer extends OperationNodeTransformer {
  readonly #scope: Scope;
  readonly #classes: ReadonlyMap<string, TableClass>;
  readonly #own: boolean;
  readonly #withNames: string[] = [];

  constructor(scope: Scope, classes: ReadonlyMap<string, TableClass>, own: boolean) {
    super();
    this.#scope = scope;
    this.#classes = classes;
    this.#own = own;
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    return this.#knowing(node.with, () => {
      const done = super.transformSelectQuery(node, queryId);
      return {
        ...done,
        ...(done.from ? { from: FromNode.create(done.from.froms.map((it) => this.#narrowed(it))) } : {}),
        ...(done.joins ? { joins: done.joins.map((it) => this.#narrowedJoin(it)) } : {}),
      };
    });
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    return this.#knowing(node.with, () => {
      const done = super.transformUpdateQuery(node, queryId);
      if (!done.table) throw new OutOfReach("an update names its table");
      this.#checkMoves(done.table, done);
      return {
        ...done,
        where: this.#and(done.where, this.#targetPredicate(done.table)),
        ...(done.from ? { from: FromNode.create(done.from.froms.map((it) => this.#narrowed(it))) } : {}),
        ...(done.joins ? { joins: done.joins.map((it) => this.#narrowedJoin(it)) } : {}),
      };
    });
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId?: QueryId): DeleteQueryNode {
    return this.#knowing(node.with, () => {
      const done = super.transformDeleteQuery(node, queryId);
      const [target, ...more] = done.from.froms;
      if (!target || more.length > 0) throw new OutOfReach("a delete names one table");
      return {
        ...done,
        where: this.#and(done.where, this.#targetPredicate(target)),
        ...(done.using ? { using: UsingNode.create(done.using.tables.map((it) => this.#narrowed(it))) } : {}),
        ...(done.joins ? { joins: done.joins.map((it) => this.#narrowedJoin(it)) } : {}),
      };
    });
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    return this.#knowing(node.with, () => {
      const done = super.transformInsertQuery(node, queryId);
      this.#checkInsert(done);
      return done;
    });
  }

  protected override transformMergeQuery(_node: MergeQueryNode): MergeQueryNode {
    throw new OutOfReach("MERGE cannot be narrowed to a scope; write insert and update");
  }

  #knowing<T>(withNode: WithNode | undefined, work: () => T): T {
    const names = (withNode?.expressions ?? []).map((it) => it.name.table.table.identifier.name);
    // Inside a common table of that name, the name still means the table itself, which would then stay as wide as it is.
    const shadowed = names.find((name) => this.#classes.has(name));
    if (shadowed !== undefined) throw new OutOfReach(`a common table must not be named like the table ${shadowed}`);
    this.#withNames.push(...names);
    try {
      return work();
    } finally {
      this.#withNames.length -= names.length;
    }
  }

  #narrowedJoin(join: JoinNode): JoinNode {
    return { ...join, table: this.#narrowed(join.table) };
  }

  #narrowed(node: OperationNode): OperationNode {
    const named = namedTable(node);
    if (!named || this.#withNames.includes(named.table)) return node;
    const predicate = this.#readPredicate(named.table, named.table);
    if (!predicate) return node;
    const inner = {
      ...SelectQueryNode.cloneWithSelections(SelectQueryNode.createFrom([TableNode.create(named.table)]), [
        SelectionNode.create(SelectAllNode.create()),
      ]),
      where: WhereNode.create(predicate),
    };
    return AliasNode.create(ParensNode.create(inner), IdentifierNode.create(named.alias));
  }

  #classOf(table: string): TableClass {
    const found = this.#classes.get(table);
    if (!found) throw new OutOfReach(`table ${table} has no declared class`);
    return found;
  }

  /** The predicate that opens rows of `table` (referred to as `alias`) for reading; undefined when all rows are open. */
  #readPredicate(table: string, alias: string): OperationNode | undefined {
    const it = this.#classOf(table);
    switch (it.class) {
      case "reference":
        return undefined;
      case "system":
        if (this.#scope.system === null) throw new OutOfReach(`${table} is opened by named system jobs only`);
        return undefined;
      case "anonymous":
        throw new OutOfReach(`${table} is anonymous and has a connection of its own`);
      case "self":
        return this.#ownPredicate(it, alias, this.#scope.account);
      case "scoped": {
        if (this.#own) {
          if (it.self === null) throw new OutOfReach(`${table} has no rows of one's own`);
          return this.#ownPredicate(it, alias, this.#scope.person);
        }
        if (this.#scope.system !== null) return undefined;
        return anyOf(it.paths.flatMap((column) => this.#inRanges(alias, column, this.#scope[it.sees ?? "persons"])));
      }
    }
  }

  #targetPredicate(target: OperationNode): OperationNode | undefined {
    const named = namedTable(target);
    if (!named) throw new OutOfReach("only a named table can be changed");
    const it = this.#classOf(named.table);
    if (it.class === "scoped") {
      if (this.#own) throw new OutOfReach("one's own view is for reading");
      if (this.#scope.system !== null) return undefined;
      return anyOf(it.paths.flatMap((column) => this.#inRanges(named.alias, column, this.#scope.write)));
    }
    if (it.class === "reference" && this.#scope.system === null)
      throw new OutOfReach(`${named.table} is reference data`);
    return this.#readPredicate(named.table, named.alias);
  }

  #ownPredicate(it: TableClass, alias: string, owner: string | null): OperationNode | undefined {
    if (this.#scope.system !== null) return undefined;
    if (owner === null || it.self === null) return NEVER;
    return compare(alias, it.self, "=", owner);
  }

  #inRanges(alias: string, column: string, ranges: readonly PathRange[]): OperationNode[] {
    return simplify(ranges).map((range) =>
      AndNode.create(compare(alias, column, ">=", range.lo), compare(alias, column, "<", range.hi)),
    );
  }

  #and(where: WhereNode | undefined, predicate: OperationNode | undefined): WhereNode {
    if (!predicate) return where ?? WhereNode.create(ALWAYS);
    const narrowed = ParensNode.create(predicate);
    return where
      ? WhereNode.create(AndNode.create(ParensNode.create(where.where), narrowed))
      : WhereNode.create(narrowed);
  }

  /** A row may be moved to where one may write. A place taken from another row is left to the policies of the second wall. */
  #checkMoves(target: OperationNode, node: UpdateQueryNode): void {
    const named = namedTable(target);
    const it = named && this.#classOf(named.table);
    if (it?.class !== "scoped" || this.#scope.system !== null) return;
    for (const { column, value } of node.updates ?? []) {
      if (!ColumnNode.is(column) || !it.paths.includes(column.column.name) || !ValueNode.is(value)) continue;
      if (typeof value.value !== "string" || !covers(this.#scope.write, value.value))
        throw new OutOfReach(`a row of ${it.table} would be moved outside the places that may be written`);
    }
  }

  #checkInsert(node: InsertQueryNode): void {
    const table = node.into?.table.identifier.name;
    if (!table) throw new OutOfReach("an insert names its table");
    const it = this.#classOf(table);
    if (this.#scope.system !== null) return;
    if (it.class === "system" || it.class === "reference" || it.class === "anonymous")
      throw new OutOfReach(`${table} is written by named system jobs only`);
    if (it.appends) return;
    if (this.#own && it.class === "scoped") throw new OutOfReach("one's own view is for reading");
    if (node.onConflict?.updates)
      throw new OutOfReach("an upsert could change rows beyond reach; write update and insert");
    if (!node.values || !ValuesNode.is(node.values))
      throw new OutOfReach("rows are inserted by value (see insertMany), so that their place can be checked");
    const columns = (node.columns ?? []).map((column) => column.column.name);
    const checked = it.class === "self" ? [it.self ?? ""] : it.paths;
    const positions = checked.map((name) => columns.indexOf(name)).filter((at) => at >= 0);
    for (const row of node.values.values) {
      const values = positions.map((at) => literal(row, at));
      const allowed =
        it.class === "self"
          ? values.every((value) => value === this.#scope.account) && values.length > 0
          : values.some((value) => typeof value === "string" && covers(this.#scope.write, value));
      if (!allowed) throw new OutOfReach(`a row of ${table} would lie outside the places that may be written`);
    }
  }
}

function namedTable(node: OperationNode): { table: string; alias: string } | undefined {
  if (TableNode.is(node)) return { table: node.table.identifier.name, alias: node.table.identifier.name };
  if (AliasNode.is(node) && TableNode.is(node.node) && IdentifierNode.is(node.alias))
    return { table: node.node.table.identifier.name, alias: node.alias.name };
  return undefined;
}

function literal(row: OperationNode, at: number): unknown {
  if (PrimitiveValueListNode.is(row)) return row.values[at];
  if (ValueListNode.is(row)) {
    const value = row.values[at];
    return value && ValueNode.is(value) ? value.value : undefined;
  }
  return undefined;
}

function compare(alias: string, column: string, operator: "=" | ">=" | "<", value: string): OperationNode {
  return BinaryOperationNode.create(
    ReferenceNode.create(ColumnNode.create(column), TableNode.create(alias)),
    OperatorNode.create(operator),
    ValueNode.create(value),
  );
}

const NEVER: OperationNode = RawNode.createWithSql("false");
const ALWAYS: OperationNode = RawNode.createWithSql("true");

function anyOf(nodes: OperationNode[]): OperationNode {
  return nodes.reduce<OperationNode | undefined>((all, it) => (all ? OrNode.create(all, it) : it), undefined) ?? NEVER;
}
