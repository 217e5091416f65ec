import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/floating/address.ts";
import type { PassView } from "#modules/membership/floating/contract.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { hasCamera } from "#web/common/camera.ts";
import { passIn, passInFile, type Taken } from "#web/common/pass-text.ts";
import { drawQr } from "#web/common/qr.ts";
import { saveBlob } from "#web/common/save.ts";
import { Camera } from "#web/pocket/camera.tsx";
import { Lines, Say } from "#web/pocket/parts.tsx";

/** The flow pass to be shown where the member lives now: its code, its file, its text. */
export function Pass(props: { pass: PassView; name: string }): ReactNode {
  const { pass } = props;
  const [picture, setPicture] = useState("");
  return (
    <>
      <Lines lines={[["有效期至", pass.holds ? pass.expiresOn : `${pass.expiresOn}（已过期，请支部重新签发）`]]} />
      {picture === "" ? (
        <p>
          <button
            type="button"
            className="button primary"
            onClick={() => void drawQr(pass.card).then((drawn) => setPicture(drawn))}
          >
            出示二维码
          </button>
        </p>
      ) : (
        <img className="card code" src={picture} alt="流动党员活动证二维码" />
      )}
      <p>
        <button
          type="button"
          className="button"
          onClick={() => saveBlob(new Blob([pass.full], { type: "text/plain" }), `活动证-${props.name}.txt`)}
        >
          下载活动证（含全部记录）
        </button>
      </p>
      <details className="unfold">
        <summary>活动证的文字（可以复制发给对方）</summary>
        <label className="ask">
          <span>长按全选、复制</span>
          <textarea readOnly rows={5} value={pass.full} onFocus={(it) => it.target.select()} />
        </label>
      </details>
    </>
  );
}

const DONE = {
  waits: "已经交给支部。支部核对流入地的签名以后，两边的记录合在一起。",
  none: "没有新的记录：两边已经一致。",
} as const;

/** The pass comes back with what the host wrote: by its code, its file or its text. */
export function HandIn(props: { handedOn: string | null; again: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const [looking, setLooking] = useState(false);
  const [text, setText] = useState("");
  const [sentence, setSentence] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (pass: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setDone("");
    try {
      const { added, waits } = await sendTo(at.ownPass, {}, { pass });
      setDone(waits ? DONE.waits : added === 0 ? DONE.none : `新增 ${added} 条记录，已按日期合在一起。`);
      setText("");
      setOpen(false);
      props.again();
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
    } finally {
      setBusy(false);
    }
  };
  const take = (it: Taken): void => {
    setLooking(false);
    setSentence("sentence" in it ? it.sentence : "");
    if ("text" in it) setText(it.text);
  };
  return (
    <>
      <h2>带回来的活动证</h2>
      {done === "" ? null : <output className="say say-info">{done}</output>}
      {props.handedOn !== null && done === "" ? (
        <p className="quiet">{props.handedOn}交回的活动证，支部正在核对。</p>
      ) : null}
      {open ? (
        <>
          <Say problem={problem} />
          <p className="quiet">流入地回签以后，会给您一个文件或者二维码，在这里交给原支部。</p>
          <label className="ask">
            <span>活动证文件，或二维码的照片</span>
            <input
              type="file"
              accept=".txt,text/plain,image/*"
              onChange={(it) => {
                const file = it.target.files?.[0];
                it.target.value = "";
                if (file) void passInFile(file).then(take);
              }}
            />
          </label>
          {hasCamera() ? (
            <p>
              <button type="button" className="button" onClick={() => setLooking(!looking)}>
                {looking ? "关闭相机" : "用相机扫码"}
              </button>
            </p>
          ) : null}
          {looking ? (
            <Camera
              onText={(read) => take(passIn(read, "code"))}
              onFailure={(why) => {
                setLooking(false);
                setSentence(why);
              }}
            />
          ) : null}
          {sentence === "" ? null : (
            <p className="say" role="alert">
              {sentence}
            </p>
          )}
          <label className="ask">
            <span>或者粘贴活动证的文字</span>
            <textarea rows={4} value={text} onChange={(it) => setText(it.target.value)} />
          </label>
          <p>
            <button
              type="button"
              className="button primary"
              disabled={busy || text.trim() === ""}
              onClick={() => void send(text)}
            >
              {busy ? "正在交回…" : "交给原支部"}
            </button>
          </p>
        </>
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            交回活动证
          </button>
        </p>
      )}
    </>
  );
}
