import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/honours/address.ts";
import { AWARD, AWARD_CORRECTION, REVOCATION, WITHDRAWAL } from "#modules/membership/honours/asks.ts";
import type { AwardCorrection, AwardView, Revocation, Withdrawal } from "#modules/membership/honours/contract.ts";
import { awardAsks } from "#modules/membership/honours/desk/texts.ts";
import { said } from "#platform/forms/said.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";

/** One award: who received it, from whom, and what became of it. */
export function AwardPage(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.award, { id });
  return <Answer of={answer}>{(it) => <View key={it.id} of={it} />}</Answer>;
}

function View({ of: it }: { of: AwardView }): ReactNode {
  const [dialog, setDialog] = useState<"correct" | "revoke" | "withdraw" | null>(null);
  const organization = it.personId === null;
  const close = (): void => setDialog(null);
  return (
    <Page
      title={`${it.name}：${it.kindTerm}`}
      lead={
        <>
          {it.withdrawnOn !== null ? (
            <Mark kind="bad">登记已撤回</Mark>
          ) : it.revokedOn !== null ? (
            <Mark kind="bad">荣誉已撤销</Mark>
          ) : (
            <Mark kind="good">有效</Mark>
          )}{" "}
          {it.personId === null ? null : (
            <>
              <Go href={`/members/${it.personId}`}>{it.name}</Go>
              {" · "}
            </>
          )}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
        </>
      }
      tools={
        it.can.write ? (
          <>
            <Button onClick={() => setDialog("correct")}>更正</Button>
            {it.revokedOn === null ? <Button onClick={() => setDialog("revoke")}>登记荣誉被撤销</Button> : null}
            <Button onClick={() => setDialog("withdraw")}>登记有误，撤回</Button>
          </>
        ) : null
      }
    >
      <Facts
        facts={[
          ...said(AWARD, it).map((one) => [one.term, one.value] as const),
          ["撤销荣誉", it.revokedOn === null ? null : `${it.revokedOn}，${it.revokeReason}`],
          ["撤回登记", it.withdrawnOn === null ? null : `${it.withdrawnOn}，${it.withdrawReason}`],
          ["登记", `${it.enteredOn}，${it.enteredBy}`],
        ]}
      />
      {dialog === "correct" ? (
        <FactDialog
          title="更正表彰的登记"
          button="更正"
          asks={{ ...awardAsks(organization), reason: AWARD_CORRECTION.reason }}
          start={it}
          send={(values) => sendTo(at.awardCorrection, { id: it.id }, values as AwardCorrection)}
          onClose={close}
        />
      ) : null}
      {dialog === "revoke" ? (
        <FactDialog
          title="登记荣誉被撤销"
          says="表彰的记录保留，注明哪天、为什么撤销。"
          button="登记"
          asks={REVOCATION}
          send={(values) => sendTo(at.awardRevocation, { id: it.id }, values as Revocation)}
          onClose={close}
        />
      ) : null}
      {dialog === "withdraw" ? (
        <FactDialog
          title="撤回登记"
          says="只用于登记错了的。撤回以后不再统计，记录保留。"
          button="撤回"
          asks={WITHDRAWAL}
          send={(values) => sendTo(at.awardWithdrawal, { id: it.id }, values as Withdrawal)}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
