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

/** On the page of a member or an organisation: what it was commended for, and the button that enters one. */
export function AwardsPart(props: { of: "member" | "organization"; id: string; name: string }): ReactNode {
  const organization = props.of === "organization";
  const ofPlace = useAsk(at.awardsOfPlace, { id: props.id }, { enabled: organization });
  const ofMember = useAsk(at.awardsOfMember, { personId: props.id }, { enabled: !organization });
  const whose = organization ? { organizationId: props.id } : { personId: props.id };
  return (
    <FactsPart
      term="表彰"
      name={props.name}
      answer={organization ? ofPlace : ofMember}
      columns={COLUMNS}
      page="/awards"
      asks={awardAsks(organization)}
      start={{ level: "county" }}
      send={(values) => sendTo(at.awards, {}, { ...(values as AwardBody), ...whose })}
      withdraw={(id, reason) => sendTo(at.awardWithdrawal, { id }, { reason })}
    />
  );
}
