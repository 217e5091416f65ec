import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/membership/transfers/address.ts";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** A letter with its receipt and stub. */
export function LetterPaper(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return (
    <PaperPage paper={at.letterPaper} given={{ id }} back={{ term: "介绍信登记簿", href: "/r/transfer-letters" }} />
  );
}

/** The receipt that goes back, or the list of the file. */
export function TransferPaper(): ReactNode {
  const { id = "", paper = "" }: { id?: string; paper?: string } = useParams({ strict: false });
  const back = { term: "返回转接", href: `/transfers/${id}` };
  return paper === "file" ? (
    <PaperPage paper={at.filePaper} given={{ id }} back={back} />
  ) : (
    <PaperPage paper={at.receiptPaper} given={{ id }} back={back} />
  );
}
