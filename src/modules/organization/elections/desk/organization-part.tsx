import type { ReactNode } from "react";
import * as at from "#modules/organization/elections/address.ts";
import { address } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Plain, Section } from "#web/desk/parts/page.tsx";
import { holds, useSession } from "#web/desk/session.ts";

/** The elections of an organisation, on its page. */
export function ElectionsOfOrganization(props: { organizationId: string }): ReactNode {
  const { session } = useSession();
  const may = holds(session, ["election.read"]);
  const { data } = useAsk(at.electionsOfPlace, { id: props.organizationId }, { keep: true, enabled: may });
  if (!may || data === undefined || (data.rows.length === 0 && !data.can.open)) return null;
  const underWay = data.rows.some((it) => it.underWay);
  return (
    <Section
      title="选举"
      tools={
        <>
          {data.can.open && !underWay ? (
            <>
              <Go href={address("/elections/new", { org: props.organizationId, kind: "term" })} className="button-link">
                发起换届选举
              </Go>
              <Go
                href={address("/elections/new", { org: props.organizationId, kind: "by_election" })}
                className="button-link"
              >
                补选
              </Go>
            </>
          ) : null}
          {data.can.village ? (
            <Go href={address("/elections/village", { org: props.organizationId })} className="button-link">
              登记村（居）委会选举
            </Go>
          ) : null}
        </>
      }
    >
      <Plain
        caption="选举"
        rows={data.rows}
        id={(it) => it.id}
        empty="还没有办过选举。"
        columns={[
          { title: "类型", show: (it) => <Go href={`/elections/${it.id}`}>{it.kindTerm}</Go> },
          { title: "发起", show: (it) => it.openedOn },
          { title: "选举日期", show: (it) => it.heldOn ?? "" },
          { title: "情况", show: (it) => <Mark kind={it.underWay ? "info" : "plain"}>{it.stateTerm}</Mark> },
        ]}
      />
    </Section>
  );
}
