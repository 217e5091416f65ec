import type { ReactNode } from "react";
import { ownHonours } from "#modules/membership/honours/address.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Shown } from "#web/pocket/parts.tsx";

/** My honours, and what was decided upon me: nobody in the branch sees the second but me. */
export function Honours(): ReactNode {
  const answer = useAsk(ownHonours);
  return (
    <>
      <h1>我的奖惩</h1>
      <Shown of={answer}>
        {({ awards, measures, suspended }) => (
          <>
            {suspended ? (
              <p className="say say-info">您现在暂停行使表决权、选举权和被选举权。期满以后由党组织研究恢复。</p>
            ) : null}
            <h2>表彰</h2>
            {awards.length === 0 ? (
              <p className="quiet">还没有登记。有证书没有登记的，请告诉支部书记。</p>
            ) : (
              <ul className="card lines trace">
                {awards.map((it) => (
                  <li key={it.id}>
                    <p>
                      {it.kindTerm}
                      {it.revokedOn === null ? "" : `（${it.revokedOn}撤销）`}
                    </p>
                    <p className="quiet">
                      {it.awardedOn}，{it.issuer}，{it.levelTerm}
                    </p>
                  </li>
                ))}
              </ul>
            )}
            {measures.length === 0 ? null : (
              <>
                <h2>处分和处置</h2>
                <p className="quiet">只有您自己和专门授权的人看得到；别人每次查看，都记在“谁看过、改过我的记录”里。</p>
                {measures.map((it) => (
                  <Lines
                    key={it.id}
                    lines={[
                      ["种类", it.kindTerm],
                      ["生效日期", it.validFrom],
                      ["期限", it.lastDay === null ? null : `到 ${it.lastDay}`],
                      ["决定机关", it.decidedBy],
                      ["文号", it.documentNumber === "" ? null : it.documentNumber],
                      ["事实和理由", it.reason],
                      ["进度", it.stateTerm],
                      ["结束", it.endedOn === null ? null : `${it.endedOn}，${it.outcomeTerm ?? ""}`],
                    ]}
                  />
                ))}
                <p className="quiet">对决定不服的，可以向作出决定的党组织申诉。</p>
              </>
            )}
          </>
        )}
      </Shown>
    </>
  );
}
