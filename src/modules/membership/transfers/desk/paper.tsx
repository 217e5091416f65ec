import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/membership/transfers/address.ts";
import { hrefOf } from "#web/common/api.ts";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** A letter with its receipt and stub. */
export function LetterPaper(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return (
    <PaperPage address={hrefOf(at.letterPaper, { id })} back={{ term: "介绍信登记簿", href: "/r/transfer-letters" }} />
  );
}

/** The receipt that goes back, or the list of the file. */
export function TransferPaper(): ReactNode {
  const { id = "", paper = "" }: { id?: string; paper?: string } = useParams({ strict: false });
  const address = hrefOf(paper === "file" ? at.filePaper : at.receiptPaper, { id });
  return <PaperPage address={address} back={{ term: "返回转接", href: `/transfers/${id}` }} />;
}
