import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** The paper of one step, filled in as far as it is known. */
export function RecruitingDocument(): ReactNode {
  const { id = "", step = "" }: { id?: string; step?: string } = useParams({ strict: false });
  return (
    <PaperPage
      address={`/api/recruiting/${id}/documents/${step}`}
      back={{ term: "返回档案", href: `/recruiting/${id}` }}
    />
  );
}
