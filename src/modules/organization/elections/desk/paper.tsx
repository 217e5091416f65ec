import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/organization/elections/address.ts";
import { PaperPage } from "#web/desk/parts/paper-page.tsx";

/** One paper of an election, filled in as far as it is known. */
export function ElectionPaper(): ReactNode {
  const { id = "", paper = "" }: { id?: string; paper?: string } = useParams({ strict: false });
  return <PaperPage paper={at.paper} given={{ id, paper }} back={{ term: "返回选举", href: `/elections/${id}` }} />;
}
