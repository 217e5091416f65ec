import { readPicture, UnreadPicture } from "#web/common/qr.ts";

const MARK = "LXP1.";

/** A flow pass as a person hands it in, or a sentence that says what to do instead. */
export type Taken = { readonly text: string } | { readonly sentence: string };

/** What a code or a file said, if it is a flow pass at all; whether it is genuine the server says. */
export function passIn(text: string, from: "code" | "file"): Taken {
  const bare = text.replace(/\s+/g, "");
  if (bare.startsWith(MARK)) return { text: bare };
  return {
    sentence:
      from === "code"
        ? "这个二维码不是流动党员活动证。请扫活动证上的二维码。"
        : "这个文件不是流动党员活动证。请选择下载的活动证文件，或二维码的图片。",
  };
}

/** The pass in a file: its text as it was downloaded, or a picture or photograph of its code. */
export async function passInFile(file: File): Promise<Taken> {
  if (!file.type.startsWith("image/")) return passIn(await file.text(), "file");
  try {
    return passIn(await readPicture(file), "code");
  } catch (error) {
    if (!(error instanceof UnreadPicture)) throw error;
    return {
      sentence:
        error.fault === "no-picture"
          ? "这张图片打不开。请换成 JPG 或 PNG 图片，或者直接截图。"
          : "图片里没有找到二维码。请让二维码占满画面、拍清楚后再试，或者改用活动证文件。",
    };
  }
}
