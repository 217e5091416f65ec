import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, screenshot } from "./browser.ts";

const FONT = fileURLToPath(new URL("../node_modules/@fontsource-variable/noto-sans-sc/", import.meta.url));
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>连心</title>
<link rel="stylesheet" href="/index.css"><style>body { font: 32px "Noto Sans SC Variable", sans-serif }</style>
<body><h1>一次事实，万表自出</h1><p>城乡基层党建信息互动平台</p></body></html>`;

// A page as a machine without Chinese fonts gets it: the letters come from the web font alone.
const server = createServer((request, response) => {
  const path = request.url ?? "/";
  if (path === "/") return response.setHeader("content-type", "text/html; charset=utf-8").end(PAGE);
  if (path !== "/index.css" && !path.endsWith(".woff2")) return response.writeHead(404).end();
  if (path.endsWith(".css")) response.setHeader("content-type", "text/css");
  return response.end(readFileSync(join(FONT, path)));
});
let browser: Browser;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

test("the browser draws Chinese with the web font, on a machine with no Chinese font", async () => {
  const page = await browser.newPage({ locale: "zh-CN" });
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
  const used = await page.evaluate(
    `document.fonts.load('32px "Noto Sans SC Variable"', document.body.innerText).then(() =>
      [...document.fonts].filter((it) => it.status === "loaded").length)`,
  );
  expect(used).toBeGreaterThan(0);
  // Different letters must look different: where no font has them, each is the same empty box.
  const shapes = await page.evaluate(`(() => {
    const draw = (letter) => {
      const canvas = new OffscreenCanvas(64, 64);
      const context = canvas.getContext("2d");
      context.font = '48px "Noto Sans SC Variable"';
      context.fillText(letter, 4, 52);
      return Array.from(context.getImageData(0, 0, 64, 64).data).join();
    };
    return new Set(["一", "次", "事", "实"].map(draw)).size;
  })()`);
  expect(shapes).toBe(4);
  expect(statSync(await screenshot(page, "browser")).size).toBeGreaterThan(3_000);
  await page.close();
});

test("nothing beyond this machine can be reached", async () => {
  const page = await browser.newPage();
  await expect(page.goto("http://example.com/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
  await page.close();
});
