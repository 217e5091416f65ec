import { expect, test } from "vitest";
import { deviceInWords } from "./device.ts";

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
    "Linux 电脑 · Chrome 浏览器",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
    "Windows 电脑 · Edge 浏览器",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
    "苹果手机 · Safari 浏览器",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0",
    "安卓手机 · 微信",
  ],
  ["curl/8.5.0", null],
  ["", null],
])("%s", (userAgent, words) => {
  expect(deviceInWords(userAgent)).toBe(words);
});
