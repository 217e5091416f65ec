/** Answers of the import routes, as the pages read them. */
export interface ImportCounts {
  readonly new?: number;
  readonly changed?: number;
  readonly unchanged?: number;
  readonly warning?: number;
  readonly conflict?: number;
  readonly faulty?: number;
  readonly rows?: number;
}

export interface ImportHeading {
  readonly column: number | string;
  readonly text: string;
  readonly field: string | null;
  readonly term: string | null;
  readonly sure: boolean;
}

export interface ImportFileView {
  readonly id: string;
  readonly name: string;
  readonly register: string | null;
  readonly registerTitle: string | null;
  readonly refusal: string | null;
  readonly headings: readonly ImportHeading[];
  readonly counts: ImportCounts;
  readonly captions: readonly string[];
  readonly notes?: readonly string[];
  /** What a column of this file may mean. */
  readonly fields?: readonly { readonly field?: string; readonly key?: string; readonly term: string }[];
}

export type ImportState = "reading" | "previewed" | "committing" | "committed" | "undone" | "abandoned" | "failed";

export interface ImportView {
  readonly id: string;
  readonly state: ImportState;
  readonly asOf: string;
  readonly note?: string;
  readonly counts: ImportCounts;
  readonly files: readonly ImportFileView[];
  readonly job: { readonly id?: string; readonly state: string; readonly done: number; readonly total: number | null; readonly note: string } | null;
  readonly vocabularies?: Readonly<Record<string, readonly { readonly field: string; readonly term: string }[]>>;
  readonly undoUntil?: string | null;
}

export type RowKind = "new" | "changed" | "unchanged" | "warning" | "conflict" | "faulty";

export interface ImportRowView {
  readonly id: string;
  readonly fileId?: string;
  readonly sheet: string;
  readonly rowNumber?: number;
  readonly row?: number;
  readonly kind: RowKind;
  readonly name: string;
  readonly reasons: readonly string[];
  readonly changes: readonly { readonly field: string; readonly term: string; readonly from: string | null; readonly to: string | null }[];
  readonly decision: string | null;
  readonly choices?: readonly { readonly decision: string; readonly term: string }[];
}

export interface ImportSummary {
  readonly id: string;
  readonly state: ImportState;
  readonly createdAt: string;
  readonly counts: ImportCounts;
  readonly files: readonly string[] | number;
}

export const KINDS: readonly { key: RowKind; term: string; says: string; mark: "good" | "info" | "warn" | "bad" | "plain" }[] = [
  { key: "new", term: "新增", says: "台账里没有，导入后新增", mark: "good" },
  { key: "changed", term: "有变化", says: "台账里有，按表格更新所列各项", mark: "info" },
  { key: "unchanged", term: "无变化", says: "与台账一致，不动", mark: "plain" },
  { key: "warning", term: "请留意", says: "照样导入，但请核对", mark: "warn" },
  { key: "conflict", term: "要您决定", says: "同一个人在别处也有，要定怎么办", mark: "warn" },
  { key: "faulty", term: "有错误", says: "不导入；改好后可以再导", mark: "bad" },
];

export const STATES: Readonly<Record<ImportState, string>> = {
  reading: "正在读取",
  previewed: "等您决定",
  committing: "正在写入",
  committed: "已导入",
  undone: "已整批撤回",
  abandoned: "已放弃",
  failed: "没有办成",
};
