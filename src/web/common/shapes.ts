/** Answers of the platform's own routes, as far as pages read them. Modules describe theirs in their contracts. */
export interface GrantView {
  readonly role: string;
  readonly roleTerm: string;
  readonly organizationId: string | null;
  readonly organizationName: string;
  readonly path: string;
}

export interface DemoPerson {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly roleTerm: string;
  readonly place: string;
}

export interface SessionView {
  readonly actor: {
    readonly accountId: string;
    readonly personId: string | null;
    readonly name: string;
    readonly mustChangePassword: boolean;
    readonly secondFactor?: boolean;
    readonly asleep?: readonly string[];
  } | null;
  readonly grants: readonly GrantView[];
  readonly verbs: readonly string[];
  readonly demo: readonly DemoPerson[] | null;
  readonly today: string;
  readonly zone: string | null;
  readonly empty: boolean;
}

export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly shortName: string;
  readonly kind: string;
  readonly path: string;
  readonly closedOn: string | null;
  readonly order: number;
  readonly members: number | null;
  readonly pinyin?: string;
  readonly initials?: string;
}

export interface TreeView {
  readonly asOf: string;
  readonly nodes: readonly TreeNode[];
}

export type FieldType =
  | "text"
  | "name"
  | "int"
  | "money"
  | "day"
  | "month"
  | "instant"
  | "code"
  | "bool"
  | "organization"
  | "masked"
  | "id";

export interface FieldView {
  readonly key: string;
  readonly term: string;
  readonly type: FieldType;
  readonly codes?: readonly { readonly code: string; readonly term: string }[];
  readonly sortable?: boolean;
  readonly filter?: "text" | "code" | "range" | "bool" | "organization" | null;
  readonly sensitive?: boolean;
  readonly width?: number | null;
}

export interface RegisterView {
  readonly id: string;
  readonly title: string;
  readonly emptyHint: string;
  readonly fields: readonly FieldView[];
  readonly columns: readonly string[];
  readonly order: { readonly field: string; readonly direction: "asc" | "desc" };
  readonly time: "range" | "none";
  readonly can: { readonly export: boolean; readonly import: boolean };
  readonly rowPage?: string | null;
  readonly print?: {
    readonly paper: "A4" | "A3";
    readonly landscape: boolean;
    readonly signatures: readonly string[];
  } | null;
}

export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly id: string; readonly name: string }
  | readonly string[];
export type Row = Readonly<Record<string, Cell>> & { readonly id: string };

export interface ListView {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly total: number | null;
  readonly asOf: string;
}

export interface SavedView {
  readonly id: string;
  readonly register: string;
  readonly name: string;
  readonly address: string;
}
