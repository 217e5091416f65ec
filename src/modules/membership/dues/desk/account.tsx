import { Button, Input, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import type { DisclosureView, Remittance, RemittanceDraft } from "#modules/membership/dues/contract.ts";
import { asks, code, pastDay, reason, text, yuan } from "#platform/forms/asks.ts";
import { api } from "#web/common/api.ts";
import { money } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { DayField, Facts, Field, Page, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox } from "#web/desk/parts/say.tsx";
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
  const year = useAsk<DisclosureView>("/api/dues/disclosure", { organizationId: id ?? "", year: thisYear }, asked);
  const draft = useAsk<RemittanceDraft>(
    "/api/dues/remittance-draft",
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

function RemittanceDialog(props: { organizationId: string; onClose: () => void }): ReactNode {
  const today = useToday();
  const { organizationId } = props;
  const [fromOn, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [toOn, setTo] = useState(today);
  const [amount, setAmount] = useState<number | null>(null);
  const [voucher, setVoucher] = useState("");
  const ready = fromOn !== "" && toOn !== "" && fromOn <= toOn;
  const draft = useAsk<RemittanceDraft>(
    "/api/dues/remittance-draft",
    { organizationId, fromOn, toOn },
    { enabled: ready, keep: true },
  );
  const deed = useDeed((body: Remittance) => api.post("/api/dues/remittances", body), props.onClose);
  return (
    <FormModal
      open
      title="登记上缴"
      okText="登记"
      okButtonProps={{ loading: deed.busy, disabled: !ready || amount === null }}
      onOk={() =>
        void deed.run({
          organizationId,
          fromOn,
          toOn,
          remittedFen: Math.round((amount ?? 0) * 100),
          ...(voucher.trim() === "" ? {} : { voucher: voucher.trim() }),
        })
      }
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Field label="起始日期" id="remit-from">
        <DayField id="remit-from" value={fromOn} max={today} onChange={setFrom} />
      </Field>
      <Field label="截止日期" id="remit-to">
        <DayField id="remit-to" value={toOn} max={today} onChange={setTo} />
      </Field>
      {ready ? (
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
      ) : null}
      <Field label="上缴金额（元）" id="remit-amount" hint="其余为留存。">
        <InputNumber id="remit-amount" min={0} precision={2} value={amount} onChange={setAmount} />
      </Field>
      <Field label="凭证号（可不填）" id="remit-voucher">
        <Input id="remit-voucher" maxLength={60} value={voucher} onChange={(it) => setVoucher(it.target.value)} />
      </Field>
    </FormModal>
  );
}

function UseDialog(props: { organizationId: string; onClose: () => void }): ReactNode {
  return (
    <FactDialog
      title="登记使用"
      button="登记"
      asks={USE}
      start={{ purposeKind: "training" }}
      send={(values) => api.post("/api/dues/uses", { ...values, organizationId: props.organizationId })}
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
