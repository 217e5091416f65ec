import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/honours/address.ts";
import type { AwardBody, AwardList } from "#modules/membership/honours/contract.ts";
import { awardAsks } from "#modules/membership/honours/desk/texts.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Mark, Plain, Section } from "#web/desk/parts/page.tsx";

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
  const answer = organization ? ofPlace : ofMember;
  const [open, setOpen] = useState(false);
  if (!answer.data) return null;
  const { rows, can } = answer.data;
  if (rows.length === 0 && !can.write) return null;
  return (
    <Section
      title="表彰"
      tools={
        can.write ? (
          <Button size="small" onClick={() => setOpen(true)}>
            登记表彰
          </Button>
        ) : null
      }
    >
      <Plain caption="表彰" rows={rows} id={(it) => it.id} columns={COLUMNS} empty="没有登记过表彰。" />
      {open ? (
        <FactDialog
          title={`登记表彰：${props.name}`}
          button="登记"
          asks={awardAsks(organization)}
          start={{ level: "county" }}
          send={(values) =>
            sendTo(
              at.awards,
              {},
              {
                ...(values as AwardBody),
                ...(organization ? { organizationId: props.id } : { personId: props.id }),
              },
            )
          }
          saved={({ id }) => ({
            text: `${props.name}的表彰`,
            undo: (reason) => sendTo(at.awardWithdrawal, { id }, { reason }),
            next: { term: "查看", href: `/awards/${id}` },
          })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  );
}
