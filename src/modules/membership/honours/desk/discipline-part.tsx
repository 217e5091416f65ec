import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberView } from "#modules/membership/contract.ts";
import { measuresOfMember } from "#modules/membership/honours/address.ts";
import type { MeasureHeads } from "#modules/membership/honours/contract.ts";
import { MeasureDialog } from "#modules/membership/honours/desk/measure-dialog.tsx";
import { STATE_MARKS } from "#modules/membership/honours/desk/texts.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Mark, Plain, Section } from "#web/desk/parts/page.tsx";
import { holds, useSession } from "#web/desk/session.ts";

const COLUMNS: readonly Column<MeasureHeads["rows"][number]>[] = [
  { title: "登记日期", show: (it) => <Go href={`/discipline/${it.id}`}>{it.enteredOn}</Go> },
  { title: "登记人", show: (it) => it.enteredBy },
  { title: "进度", show: (it) => <Mark kind={STATE_MARKS[it.state] ?? "plain"}>{it.stateTerm}</Mark> },
];

/** On the page of a member, for those who may: that there are measures, never what they are. */
export function DisciplinePart(props: { personId: string; name: string; member: MemberView }): ReactNode {
  const { session } = useSession();
  const may = holds(session, ["discipline.read"]);
  const answer = useAsk(measuresOfMember, { personId: props.personId }, { enabled: may });
  const [open, setOpen] = useState(false);
  if (!answer.data) return null;
  const { rows, can } = answer.data;
  const onRoster = props.member.memberships.some((it) => it.validTo === null);
  return (
    <Section
      title="处分和处置"
      note="限定知悉范围"
      tools={
        can.write && onRoster ? (
          <Button size="small" onClick={() => setOpen(true)}>
            登记处分或处置
          </Button>
        ) : null
      }
    >
      <Plain caption="处分和处置" rows={rows} id={(it) => it.id} columns={COLUMNS} empty="没有登记。" />
      {rows.length > 0 ? <p className="quiet">内容在打开以后写明理由再看，每次查看本人都看得到。</p> : null}
      {open ? <MeasureDialog personId={props.personId} name={props.name} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}
