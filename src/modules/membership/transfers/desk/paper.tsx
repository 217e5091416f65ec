import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** A letter with its receipt and stub. */
export function LetterPaper(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return (
    <PaperPage address={`/api/letters/${id}/paper`} back={{ term: "介绍信登记簿", href: "/r/transfer-letters" }} />
  );
}

/** The receipt that goes back, or the list of the file. */
export function TransferPaper(): ReactNode {
  const { id = "", paper = "" }: { id?: string; paper?: string } = useParams({ strict: false });
  const name = paper === "file" ? "file-paper" : "receipt-paper";
  return <PaperPage address={`/api/transfers/${id}/${name}`} back={{ term: "返回转接", href: `/transfers/${id}` }} />;
}
