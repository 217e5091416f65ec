import type { ReactNode } from "react";
import * as at from "#modules/membership/dues/address.ts";
import { REMITTANCE, USE } from "#modules/membership/dues/asks.ts";
import type { Remittance, Use } from "#modules/membership/dues/contract.ts";
import { isDay } from "#shared/day.ts";
import { sendTo } from "#web/common/api.ts";
import { money } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Deeds } from "#web/desk/parts/deeds.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty } from "#web/desk/parts/say.tsx";
import { holds, useSession, useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** Dues that were passed upward and used: each entered here, counted from the ledger, listed in its register. */
export function DuesAccount(): ReactNode {
  const { session } = useSession();
  const { id, node } = usePlace();
  const today = useToday();
  const thisYear = Number(today.slice(0, 4));
  const asked = { enabled: id !== undefined };
  const year = useAsk(at.disclosure, { organizationId: id ?? "", year: thisYear }, asked);
  const draft = useAsk(
    at.remittanceDraft,
    { organizationId: id ?? "", fromOn: `${thisYear}-01-01`, toOn: today },
    asked,
  );
  const may = holds(session, ["dues.account.write"]);
  return (
    <Page
      title={`党费上缴与使用：${node?.shortName ?? ""}`}
      lead="这里只登记办过的事，收缴数由台账算出；钱在党费专户里。"
    >
      {id === undefined || !may ? (
        <Empty>您的岗位不登记党费上缴和使用。</Empty>
      ) : (
        <>
          <Answer of={year}>
            {(it) => (
              <Facts
                facts={[
                  [`${thisYear}年收缴`, money(it.collectedFen)],
                  ["收到下级上缴", money(draft.data?.receivedFen ?? 0)],
                  ["已上缴", money(it.remittedFen)],
                  ["留存", money(it.retainedFen)],
                  ["已使用", money(it.usedFen)],
                ]}
              />
            )}
          </Answer>
          <Section
            title="上缴"
            tools={
              <Deeds
                type="primary"
                deeds={[
                  {
                    term: "登记上缴",
                    says: (given) => <Period organizationId={id} from={given["fromOn"]} to={given["toOn"]} />,
                    button: "登记",
                    asks: REMITTANCE,
                    start: { fromOn: `${today.slice(0, 8)}01`, toOn: today },
                    send: (values) => sendTo(at.remittance, {}, { ...(values as Remittance), organizationId: id }),
                  },
                ]}
              />
            }
          >
            <p>
              一期一次，按缴纳日期统计。自愿一次多交 1000 元以上的全部上缴。
              <Go href={`/r/dues-remittances?org=${id}`}>看上缴台账</Go>
            </p>
          </Section>
          <Section
            title="使用"
            tools={
              <Deeds
                type="primary"
                deeds={[
                  {
                    term: "登记使用",
                    button: "登记",
                    asks: USE,
                    start: { purposeKind: "training" },
                    send: (values) => sendTo(at.use, {}, { ...(values as Use), organizationId: id }),
                  },
                ]}
              />
            }
          >
            <p>
              先集体讨论决定，再使用；只用于规定的五项。<Go href={`/r/dues-uses?org=${id}`}>看使用台账</Go>
            </p>
          </Section>
        </>
      )}
    </Page>
  );
}

/** Of a question that is not asked yet. */
const NO_PERIOD = { fromOn: "", toOn: "" };

/** What came in between two days, once both can be read. */
function Period(props: { organizationId: string; from: unknown; to: unknown }): ReactNode {
  const { organizationId, from: fromOn, to: toOn } = props;
  const ready = isDay(fromOn) && isDay(toOn) && fromOn <= toOn;
  const draft = useAsk(
    at.remittanceDraft,
    { organizationId, ...(ready ? { fromOn, toOn } : NO_PERIOD) },
    { enabled: ready, keep: true },
  );
  return ready ? (
    <Answer of={draft}>
      {(it) => (
        <Facts
          facts={[
            ["本级收缴", money(it.collectedFen)],
            ["下级上缴", money(it.receivedFen)],
            ["须全额上缴", it.whollyUpwardFen === 0 ? null : money(it.whollyUpwardFen)],
            ["上缴到", it.receiverName],
          ]}
        />
      )}
    </Answer>
  ) : null;
}
