import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { FieldView, RegisterView, Row } from "#platform/registers/contract.ts";
import { dayInWords } from "#web/common/format.ts";
import { cellText, isNumeric } from "#web/desk/pages/register/cells.tsx";

/** The list on paper: title, who fills it in, the day, the table, the lines to sign. Hidden on screen, alone in print. */
export function PrintSheet(props: {
  register: RegisterView;
  fields: readonly FieldView[];
  rows: readonly Row[];
  place: string;
  asOf: string;
  total: number | null;
}): ReactNode {
  const { register, fields, rows } = props;
  const paper = register.print ?? {
    paper: "A4" as const,
    landscape: fields.length > 6,
    signatures: ["填表人", "审核人", "（盖章）"],
  };
  return createPortal(
    <div className="paper" aria-hidden="true">
      <style>{`@page { size: ${paper.paper} ${paper.landscape ? "landscape" : "portrait"}; margin: 14mm 12mm 16mm; }`}</style>
      <h1>{register.title}</h1>
      <div className="paper-line">
        <span>填报单位：{props.place}</span>
        <span>截至 {dayInWords(props.asOf)}</span>
        <span>共 {props.total ?? rows.length} 条</span>
      </div>
      <table>
        <thead>
          <tr>
            <th>序号</th>
            {fields.map((it) => (
              <th key={it.key}>{it.term}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <td className="num">{at + 1}</td>
              {fields.map((it) => (
                <td key={it.key} className={isNumeric(it) ? "num" : undefined}>
                  {cellText(row[it.key], it)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="paper-line paper-sign">
        {paper.signatures.map((it) => (
          <span key={it}>{it}:</span>
        ))}
        <span>日期：</span>
      </div>
    </div>,
    document.body,
  );
}
