import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberView } from "#modules/membership/contract.ts";
import * as at from "#modules/membership/floating/address.ts";
import type { CasesOfMember, Outflow } from "#modules/membership/floating/contract.ts";
import { HostPick } from "#modules/membership/floating/desk/host-pick.tsx";
import { CONTACT, LEAVING } from "#modules/membership/floating/desk/texts.ts";
import { place, text } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Plain, Section } from "#web/desk/parts/page.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";

const COLUMNS: readonly Column<CasesOfMember["rows"][number]>[] = [
  { title: "外出日期", show: (it) => <Go href={`/floating/${it.id}`}>{it.leftOn}</Go> },
  { title: "外出地", show: (it) => it.destination },
  { title: "状态", show: (it) => it.stateTerm },
  { title: "办结", show: (it) => it.endedOn ?? "" },
];

/** On the page of a member: their absences, and the button that registers one. */
export function MemberFloating(props: { personId: string; name: string; member: MemberView }): ReactNode {
  const answer = useAsk(at.casesOfMember, { personId: props.personId });
  const search = useSearchText();
  const go = useGo();
  const [open, setOpen] = useState(search["floating"] === "new");
  if (!answer.data) return null;
  const { rows, canRegister } = answer.data;
  const { memberships } = props.member;
  const destination = (memberships.find((it) => it.validTo === null) ?? memberships[0])?.flowDestination ?? null;
  if (rows.length === 0 && !canRegister) return null;
  return (
    <Section
      title="外出"
      tools={
        canRegister ? (
          <Button size="small" onClick={() => setOpen(true)}>
            登记外出
          </Button>
        ) : null
      }
    >
      <Plain caption="外出登记" rows={rows} id={(it) => it.id} empty="没有登记过外出。" columns={COLUMNS} />
      {open && canRegister ? (
        <FactDialog
          title={`登记外出：${props.name}`}
          says="离开本地六个月以上、组织关系不转走的，要登记。姓名、身份证号等已有的信息不用再填。"
          button="登记"
          asks={{
            ...LEAVING,
            homeContact: text(CONTACT.homeContact.term, { optional: true, hint: "支部里专门联系这名党员的人。" }),
            hostOrganizationId: place("流入本区的党支部", { optional: true }),
          }}
          inputs={{ hostOrganizationId: HostPick }}
          start={destination === null ? {} : { destination }}
          send={(values) => sendTo(at.outflow, {}, { ...(values as Outflow), personId: props.personId })}
          onDone={(made) => go(`/floating/${made.id}`)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  );
}
