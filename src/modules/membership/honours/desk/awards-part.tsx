import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import * as at from "#modules/membership/honours/address.ts";
import type { AwardBody, AwardList } from "#modules/membership/honours/contract.ts";
import { awardAsks } from "#modules/membership/honours/desk/texts.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { FactsPart } from "#web/desk/parts/kept.tsx";
import { type Column, Mark } from "#web/desk/parts/page.tsx";

const COLUMNS: readonly Column<AwardList["rows"][number]>[] = [
  { title: "表彰日期", show: (it) => <Go href={`/awards/${it.id}`}>{it.awardedOn}</Go> },
  { title: "荣誉称号", show: (it) => it.kindTerm },
  { title: "级别", show: (it) => it.levelTerm },
  { title: "表彰单位", show: (it) => it.issuer },
  { title: "文号", show: (it) => it.documentNumber },
  { title: "", show: (it) => (it.revokedOn === null ? "" : <Mark kind="bad">{it.revokedOn} 撤销</Mark>) },
];

interface Part {
  readonly name: string;
  readonly answer: UseQueryResult<AwardList>;
  readonly whose: { readonly personId: string } | { readonly organizationId: string };
}

/** On the page of a member: what they were commended for, and the button that enters one. */
export function MemberAwards({ personId, name }: { personId: string; name: string }): ReactNode {
  return <Awards name={name} answer={useAsk(at.awardsOfMember, { personId })} whose={{ personId }} />;
}

/** The same on the page of an organisation. */
export function OrganizationAwards({ organizationId, name }: { organizationId: string; name: string }): ReactNode {
  const answer = useAsk(at.awardsOfPlace, { id: organizationId });
  return <Awards name={name} answer={answer} whose={{ organizationId }} />;
}

function Awards(props: Part): ReactNode {
  return (
    <FactsPart
      term="表彰"
      name={props.name}
      answer={props.answer}
      columns={COLUMNS}
      page="/awards"
      asks={awardAsks("organizationId" in props.whose)}
      start={{ level: "county" }}
      send={(values) => sendTo(at.awards, {}, { ...(values as AwardBody), ...props.whose })}
      withdraw={(id, reason) => sendTo(at.awardWithdrawal, { id }, { reason })}
    />
  );
}
