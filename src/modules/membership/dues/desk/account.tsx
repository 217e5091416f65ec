import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/dues/address.ts";
import type { Remittance, Use } from "#modules/membership/dues/contract.ts";
import { asks, code, pastDay, reason, text, yuan } from "#platform/forms/asks.ts";
import { isDay } from "#shared/day.ts";
import { sendTo } from "#web/common/api.ts";
import { money } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty } from "#web/desk/parts/say.tsx";
import { holds, useSession, useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** Dues that were passed upward and used: each entered here, counted from the ledger, listed in its register. */
export function DuesAccount(): ReactNode {
  const { session } = useSession();
  const { id, node } = usePlace();
  const [open, setOpen] = useState<"remittance" | "use" | null>(null);
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
  const close = (): void => setOpen(null);
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
              <Button type="primary" onClick={() => setOpen("remittance")}>
                登记上缴
              </Button>
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
              <Button type="primary" onClick={() => setOpen("use")}>
                登记使用
              </Button>
            }
          >
            <p>
              先集体讨论决定，再使用；只用于规定的五项。<Go href={`/r/dues-uses?org=${id}`}>看使用台账</Go>
            </p>
          </Section>
          {open === "remittance" ? <RemittanceDialog organizationId={id} onClose={close} /> : null}
          {open === "use" ? <UseDialog organizationId={id} onClose={close} /> : null}
        </>
      )}
    </Page>
  );
}

const REMITTANCE = asks({
  fromOn: pastDay("起始日期"),
  toOn: pastDay("截止日期"),
  remittedFen: yuan("上缴金额（元）", { least: 0, hint: "其余为留存。" }),
  voucher: text("凭证号", { most: 60, optional: true }),
});

function RemittanceDialog({ organizationId, onClose }: { organizationId: string; onClose: () => void }): ReactNode {
  const today = useToday();
  return (
    <FactDialog
      title="登记上缴"
      says={(given) => <Period organizationId={organizationId} from={given["fromOn"]} to={given["toOn"]} />}
      button="登记"
      asks={REMITTANCE}
      start={{ fromOn: `${today.slice(0, 8)}01`, toOn: today }}
      send={(values) => sendTo(at.remittance, {}, { ...(values as Remittance), organizationId })}
      onClose={onClose}
    />
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

function UseDialog(props: { organizationId: string; onClose: () => void }): ReactNode {
  return (
    <FactDialog
      title="登记使用"
      button="登记"
      asks={USE}
      start={{ purposeKind: "training" }}
      send={(values) => sendTo(at.use, {}, { ...(values as Use), organizationId: props.organizationId })}
      onClose={props.onClose}
    />
  );
}

const USE = asks({
  purposeKind: code("使用项目", "dues_use"),
  purpose: reason("用途"),
  amountFen: yuan("金额（元）"),
  usedOn: pastDay("使用日期"),
  decidedAt: text("决定使用的会议", { most: 200 }),
  decidedOn: pastDay("决定日期", { hint: "不晚于使用日期。" }),
});
