import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** The paper of one step, filled in as far as it is known; of a record as it was issued. */
export function RecruitingDocument(): ReactNode {
  const {
    id = "",
    step,
    recordId = "",
  }: { id?: string; step?: string; recordId?: string } = useParams({ strict: false });
  const back = { term: "返回档案", href: `/recruiting/${id}` };
  return step === undefined ? (
    <PaperPage paper={at.recordDocument} given={{ id, recordId }} back={back} />
  ) : (
    <PaperPage paper={at.document} given={{ id, step }} back={back} />
  );
}
