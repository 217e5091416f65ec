import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as at from "#modules/membership/honours/address.ts";
import { AWARD, REVOCATION } from "#modules/membership/honours/asks.ts";
import type { AwardCorrection, Revocation, Withdrawal } from "#modules/membership/honours/contract.ts";
import { awardAsks } from "#modules/membership/honours/desk/texts.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { FactPage } from "#web/desk/parts/kept.tsx";
import { Mark } from "#web/desk/parts/page.tsx";

/** One award: who received it, from whom, and what became of it. */
export function AwardPage(): ReactNode {
  const { id = "" }: { id?: string } = useParams({ strict: false });
  return (
    <FactPage
      term="表彰"
      answer={useAsk(at.award, { id })}
      asks={AWARD}
      title={(it) => `${it.name}：${it.kindTerm}`}
      mark={({ revokedOn }) =>
        revokedOn === null ? <Mark kind="good">有效</Mark> : <Mark kind="bad">荣誉已撤销</Mark>
      }
      facts={(it) => [["撤销荣誉", it.revokedOn === null ? null : `${it.revokedOn}，${it.revokeReason}`]]}
      correct={{
        asks: (it) => awardAsks(it.personId === null),
        send: (_, values) => sendTo(at.awardCorrection, { id }, values as AwardCorrection),
      }}
      withdraw={(_, values) => sendTo(at.awardWithdrawal, { id }, values as Withdrawal)}
      deeds={(it) => [
        it.revokedOn !== null
          ? null
          : {
              term: "登记荣誉被撤销",
              says: "表彰的记录保留，注明哪天、为什么撤销。",
              button: "登记",
              asks: REVOCATION,
              send: (values) => sendTo(at.awardRevocation, { id }, values as Revocation),
            },
      ]}
    />
  );
}
