/** Systems and browsers by what their user agents hold, the more particular first. */
const SYSTEMS = [
  [/HarmonyOS|OpenHarmony/u, "鸿蒙手机"],
  [/iPhone/u, "苹果手机"],
  [/iPad/u, "苹果平板"],
  [/Android/u, "安卓手机"],
  [/Windows/u, "Windows 电脑"],
  [/Macintosh|Mac OS X/u, "苹果电脑"],
  [/UOS|Kylin|Linux|X11/u, "Linux 电脑"],
] as const;
const BROWSERS = [
  [/MicroMessenger/u, "微信"],
  [/DingTalk/u, "钉钉"],
  [/Edg/u, "Edge 浏览器"],
  [/360|QIHU/iu, "360 浏览器"],
  [/Firefox/u, "火狐浏览器"],
  [/Chrome|CriOS/u, "Chrome 浏览器"],
  [/Safari/u, "Safari 浏览器"],
] as const;

/** A user agent as people know their device: 安卓手机 · 微信. What somebody named by themselves, or nobody knows, is another matter: null. */
export function deviceInWords(userAgent: string): string | null {
  const find = (list: readonly (readonly [RegExp, string])[]) => list.find(([sign]) => sign.test(userAgent))?.[1];
  const known = [find(SYSTEMS), find(BROWSERS)].filter((it) => it !== undefined);
  return known.length === 0 ? null : known.join(" · ");
}
