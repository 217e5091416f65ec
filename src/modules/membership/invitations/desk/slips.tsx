import { Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { dayInWords, number } from "#web/common/format.ts";
import { drawQr } from "#web/common/qr.ts";
import { Section } from "#web/desk/parts/page.tsx";
import type { Invited } from "../contract.ts";
import "./slips.css";

/** Slips as they are handed out, by branch; their codes are nowhere else, so whoever leaves is asked whether they are printed. */
export function Slips(props: { made: Invited; onClose: () => void }): ReactNode {
  const { made, onClose } = props;
  const { skipped, slips } = made;
  const branches = [...Map.groupBy(slips, (it) => it.organizationName)];
  useEffect(() => {
    const ask = (it: BeforeUnloadEvent): void => it.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  const left = [
    ...(skipped.account > 0 ? [`${number(skipped.account)} 人已有账号`] : []),
    ...(skipped.invited > 0 ? [`${number(skipped.invited)} 人手里有有效的邀请单`] : []),
    ...(skipped.noNumber > 0 ? [`${number(skipped.noNumber)} 人在花名册上没有身份证号`] : []),
  ];
  return (
    <>
      <div className="say say-good no-print" role="status">
        <strong>已生成 {number(slips.length)} 张邀请单</strong>
        <p>
          邀请码只显示这一次，请现在打印，剪开后当面发给本人。
          {left.length > 0 ? `没有邀请：${left.join("，")}。` : ""}
        </p>
      </div>
      <p className="actions no-print">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>{" "}
        <Button onClick={onClose}>已经打印，关闭</Button>
      </p>
      {branches.map(([name, of]) => (
        <Section key={name} title={name} note={`${number(of.length)} 张`}>
          <div className="slips">
            {of.map((it) => (
              <OneSlip key={it.id} slip={it} />
            ))}
          </div>
        </Section>
      ))}
    </>
  );
}

function OneSlip({ slip }: { slip: Invited["slips"][number] }): ReactNode {
  const address = `${window.location.origin}/pocket/#/activation/${slip.code}`;
  const [picture, setPicture] = useState("");
  useEffect(() => {
    void drawQr(address).then(setPicture);
  }, [address]);
  return (
    <article className="slip" aria-label={`给${slip.name}的邀请单`}>
      {picture === "" ? <span className="slip-code-place" /> : <img src={picture} alt="二维码" />}
      <div>
        <strong>{slip.name}</strong>
        <p>{slip.organizationName}</p>
        <p className="slip-code">{slip.code}</p>
        <p>
          用手机扫码，或打开 {window.location.host}/pocket/
          点“凭邀请单开通账号”。填本人身份证号，自己定密码，不要告诉任何人。
        </p>
        <p>{dayInWords(slip.expiresOn)}以前（含当天）有效，用一次就作废。单子丢了，请找发单的党组织重新要一张。</p>
      </div>
    </article>
  );
}
