import type { ReactNode } from "react";
import * as at from "#modules/organization/elections/address.ts";
import type { DutiesView } from "#modules/organization/elections/contract.ts";
import { address } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** One person in both posts, and seats in both committees: read from the posts, never typed. */
export function DutiesPage(): ReactNode {
  const { id, node, ready } = usePlace();
  const asOf = useSearchText()["asOf"];
  const answer = useAsk(at.duties, { org: id, asOf }, { keep: true, enabled: ready });
  return (
    <Page
      title={`一肩挑和交叉任职：${node?.shortName ?? ""}`}
      lead="由任职登记自动得出，不用填报。党组织书记同时任村（居）委会主任的是一肩挑，两委都有职务的是交叉任职。"
      tools={<Go href={address("/elections", { org: id })}>届期一览</Go>}
    >
      <Answer of={answer}>{(it) => <View of={it} />}</Answer>
    </Page>
  );
}

function View({ of: it }: { of: DutiesView }): ReactNode {
  const { totals } = it;
  return (
    <>
      <Facts
        facts={[
          ["登记了村（居）委会成员的村、社区", `${number(totals.villages)}个`],
          ["书记、主任一肩挑", `${number(totals.oneShoulder)}个`],
          ["党组织委员会成员", `${number(totals.partySeats)}人`],
          ["村（居）委会成员", `${number(totals.villageSeats)}人`],
          ["交叉任职", `${number(totals.both)}人`],
        ]}
      />
      {it.basis.map((one) => (
        <p key={one.title}>
          <ProvisionLine provision={one} />
        </p>
      ))}
      <Section title="一肩挑">
        <Plain
          caption="一肩挑"
          rows={it.oneShoulder}
          id={(one) => one.organizationId}
          empty="没有一肩挑的村、社区。"
          columns={[
            {
              title: "党组织",
              show: (one) => <Go href={`/organizations/${one.organizationId}`}>{one.organizationName}</Go>,
            },
            { title: "姓名", show: (one) => <Go href={`/members/${one.personId}`}>{one.name}</Go> },
            { title: "一肩挑自", show: (one) => one.since },
            { title: "任书记自", show: (one) => one.secretarySince },
            { title: "任主任自", show: (one) => one.headSince },
          ]}
        />
      </Section>
      <Section title="交叉任职">
        <Plain
          caption="交叉任职"
          rows={it.places}
          id={(one) => one.organizationId}
          empty="还没有登记村（居）委会成员。登记村（居）民委员会选举结果以后，这里自动得出。"
          columns={[
            {
              title: "党组织",
              show: (one) => <Go href={`/organizations/${one.organizationId}`}>{one.organizationName}</Go>,
            },
            { title: "党组织委员", show: (one) => number(one.partySeats), number: true },
            { title: "村（居）委会成员", show: (one) => number(one.villageSeats), number: true },
            { title: "交叉任职", show: (one) => number(one.both), number: true },
            { title: "交叉任职的人", show: (one) => one.names.join("、") },
          ]}
        />
      </Section>
    </>
  );
}
