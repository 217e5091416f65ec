import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { FieldView, Row } from "#platform/registers/contract.ts";
import { number } from "#web/common/format.ts";
import { cellText } from "#web/desk/pages/register/cells.tsx";

/** How many rows are chosen, and what is done with them alone. */
export function ChosenRows(props: {
  rows: readonly Row[];
  fields: readonly FieldView[];
  onClear: () => void;
}): ReactNode {
  const { rows, fields } = props;
  const [copied, setCopied] = useState<readonly Row[]>();
  return (
    <span className="list-chosen" role="status">
      已选 {number(rows.length)} 条{/* Browsers give the clipboard to pages that came over TLS only. */}
      {window.isSecureContext ? (
        <Button
          size="small"
          title="复制后可粘贴到电子表格"
          onClick={() => void navigator.clipboard.writeText(sheetText(rows, fields)).then(() => setCopied(rows))}
        >
          {copied === rows ? "已复制" : "复制所选"}
        </Button>
      ) : null}
      <Button size="small" onClick={props.onClear}>
        取消选择
      </Button>
    </span>
  );
}

/** The rows as the list shows them, with its headings: a spreadsheet takes them as cells. */
function sheetText(rows: readonly Row[], fields: readonly FieldView[]): string {
  const line = (cells: readonly string[]): string => cells.map((it) => it.replaceAll(/[\t\r\n]+/gu, " ")).join("\t");
  const lines = rows.map((row) => line(fields.map((it) => cellText(row[it.key], it))));
  return [line(fields.map((it) => it.term)), ...lines].join("\n");
}
