import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import { hrefOf } from "#web/common/api.ts";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** The paper of one step, filled in as far as it is known; of a record as it was issued. */
export function RecruitingDocument(): ReactNode {
  const {
    id = "",
    step,
    recordId = "",
  }: { id?: string; step?: string; recordId?: string } = useParams({
    strict: false,
  });
  return (
    <PaperPage
      address={step === undefined ? hrefOf(at.recordDocument, { id, recordId }) : hrefOf(at.document, { id, step })}
      back={{ term: "返回档案", href: `/recruiting/${id}` }}
    />
  );
}
