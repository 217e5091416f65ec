import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { hasCamera } from "#web/common/camera.ts";
import { passIn, passInFile, type Taken } from "#web/common/pass-text.ts";
import { Camera } from "#web/desk/parts/camera.tsx";
import { FilePick } from "#web/desk/parts/file-pick.tsx";
import { Field } from "#web/desk/parts/page.tsx";

/** A pass is taken in: its code before the camera, its file, a picture of its code, or its text. */
export function PassField(props: { value: string; onChange: (text: string) => void }): ReactNode {
  const { value, onChange } = props;
  const [looking, setLooking] = useState(false);
  const [sentence, setSentence] = useState("");
  const [read, setRead] = useState(false);
  const take = (it: Taken): void => {
    setLooking(false);
    setRead("text" in it);
    setSentence("sentence" in it ? it.sentence : "");
    if ("text" in it) onChange(it.text);
  };
  return (
    <>
      <Field
        label="活动证文件，或二维码的图片"
        id="pass-file"
        hint="下载的活动证文件带着全部记录；二维码上只有签发和回签。"
      >
        <div className="pass-take">
          <FilePick
            id="pass-file"
            accept=".txt,text/plain,image/*"
            onPick={([file]) => {
              if (file) void passInFile(file).then(take);
            }}
          />
          {hasCamera() ? (
            <Button onClick={() => setLooking(!looking)}>{looking ? "关闭相机" : "用相机扫码"}</Button>
          ) : null}
        </div>
      </Field>
      {looking ? (
        <Camera
          onText={(text) => take(passIn(text, "code"))}
          onFailure={(why) => {
            setLooking(false);
            setSentence(why);
          }}
        />
      ) : null}
      {sentence === "" ? null : (
        <p className="say say-bad" role="alert">
          {sentence}
        </p>
      )}
      <Field label="活动证的文字" id="pass-text" hint={read ? "已读取，请继续填写。" : "可粘贴证件内容。"}>
        <Input.TextArea
          id="pass-text"
          autoSize={{ minRows: 3, maxRows: 6 }}
          value={value}
          onChange={(it) => {
            setRead(false);
            setSentence("");
            onChange(it.target.value);
          }}
        />
      </Field>
    </>
  );
}
