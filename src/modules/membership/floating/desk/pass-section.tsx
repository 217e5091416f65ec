import { Button, Modal } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import * as at from "#modules/membership/floating/address.ts";
import type { CaseView } from "#modules/membership/floating/contract.ts";
import { KeyQuestion, unknownKey } from "#modules/membership/floating/desk/key-question.tsx";
import { PassField } from "#modules/membership/floating/desk/pass-field.tsx";
import { sendTo } from "#web/common/api.ts";
import { drawQr } from "#web/common/qr.ts";
import { saveBlob } from "#web/common/save.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Facts, Mark, Section } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** The flow pass of a case: to show, to hand over as a file, to issue anew, and to read back. */
export function PassSection(props: { it: CaseView }): ReactNode {
  const { it } = props;
  const { pass } = it;
  const [picture, setPicture] = useState("");
  const [reading, setReading] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  const issue = useDeed(() => sendTo(at.passIssue, { id: it.id }, null));
  const card = pass?.card;
  useEffect(() => {
    if (card === undefined) return;
    let gone = false;
    void drawQr(card).then((drawn) => {
      if (!gone) setPicture(drawn);
    });
    return () => {
      gone = true;
    };
  }, [card]);
  const open = it.endedOn === null && it.stoppedOn === null;
  return (
    <Section
      title="流动党员活动证"
      note={pass === null ? "还没有签发" : undefined}
      tools={
        <>
          {pass === null ? null : (
            <Button
              size="small"
              onClick={() => saveBlob(new Blob([pass.full], { type: "text/plain" }), `活动证-${it.personName}.txt`)}
            >
              下载（含全部记录）
            </Button>
          )}
          {(it.can.home || it.can.host) && pass !== null ? (
            <Button size="small" onClick={() => setReading("")}>
              读入带回的活动证
            </Button>
          ) : null}
          {it.can.home && open ? (
            <Button size="small" loading={issue.busy} onClick={() => void issue.run(undefined)}>
              {pass === null ? "签发活动证" : "重新签发"}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemBox problem={issue.problem} />
      {it.handed === null ? null : (
        <div className="say say-info">
          <strong>本人{it.handed.on}交回了活动证</strong>
          <p>流入地的签名这里还没有核对过，核对防伪校验码以后，两边的记录就合在一起。</p>
          {it.can.home ? (
            <Button size="small" type="primary" onClick={() => setReading(it.handed?.pass ?? "")}>
              核对并读入
            </Button>
          ) : null}
        </div>
      )}
      {pass === null ? (
        <p className="quiet">
          活动证由流出地签发、流入地回签，有签名，不联网也能核对；两地用不同的系统时，两边的记录靠它合在一起。
        </p>
      ) : (
        <div className="pass-shown">
          {picture === "" ? null : (
            <figure className="pass-code">
              <img src={picture} alt="流动党员活动证二维码" width={280} height={280} />
              <Button size="small" onClick={() => setLarge(true)}>
                放大，给对方扫
              </Button>
            </figure>
          )}
          <Facts
            columns={1}
            facts={[
              ["签发", pass.issuedOn],
              [
                "有效期至",
                <Mark key="until" kind={pass.holds ? "good" : "bad"}>
                  {pass.expiresOn}
                  {pass.holds ? "" : "，已过期"}
                </Mark>,
              ],
              ["防伪校验码", <code key="print">{pass.fingerprint}</code>],
            ]}
          />
        </div>
      )}
      {reading === null ? null : (
        <ReadDialog id={it.id} start={reading} name={it.personName} onClose={() => setReading(null)} />
      )}
      <Modal open={large} footer={null} width={720} title={it.personName} onCancel={() => setLarge(false)}>
        <img src={picture} alt="放大的流动党员活动证二维码" style={{ width: "100%" }} />
      </Modal>
    </Section>
  );
}

function ReadDialog(props: { id: string; start: string; name: string; onClose: () => void }): ReactNode {
  const [pass, setPass] = useState(props.start);
  const [fingerprint, setFingerprint] = useState("");
  const [added, setAdded] = useState<number | null>(null);
  const deed = useDeed(
    () => sendTo(at.passMerge, { id: props.id }, { pass, ...(fingerprint === "" ? {} : { fingerprint }) }),
    (answer) => setAdded(answer.added),
  );
  const unknown = unknownKey(deed.problem);
  return (
    <FormModal
      open
      title="读入带回的活动证"
      done={added !== null}
      okText={added === null ? "读入" : "完成"}
      okButtonProps={{ loading: deed.busy, disabled: pass.trim() === "" || (unknown !== null && fingerprint === "") }}
      onOk={() => (added === null ? void deed.run(undefined) : props.onClose())}
      onCancel={props.onClose}
    >
      {added === null ? (
        <>
          {unknown === null ? <ProblemBox problem={deed.problem} /> : null}
          {props.start === "" ? (
            <PassField value={pass} onChange={setPass} />
          ) : unknown === null ? (
            <p>{props.name}在手机上交回的活动证，读入以后记录合在一起。</p>
          ) : null}
          {unknown === null ? null : <KeyQuestion unknown={unknown} heard={fingerprint} onHeard={setFingerprint} />}
        </>
      ) : (
        <output>{added === 0 ? "没有新的记录：两边已经一致。" : `新增 ${added} 条记录，已按日期合在一起。`}</output>
      )}
    </FormModal>
  );
}
