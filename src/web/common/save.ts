/** Hands a file to the person's download folder. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell that a spreadsheet would take for a formula is prefixed, so that opening a file never runs anything. */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows to CSV in UTF-8 with a mark, as office spreadsheets open it without asking. */
export function saveCsv(rows: readonly (readonly (string | number | null)[])[], name: string): void {
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  saveBlob(new Blob([`\uFEFF${text}\r\n`], { type: "text/csv;charset=utf-8" }), name);
}
