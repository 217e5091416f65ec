/**
 * First and later views in real Chromium, slowed down: four times the processor, 400 kbit/s for Pocket, 10 Mbit/s for the desk.
 * Asks a running demo zone (`npm start`), so that pages show what people see. Prints medians of five.
 * Run: `npm start`, then `node bench/pages.ts [--url http://127.0.0.1:8080]`.
 */
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { CAST } from "#demo/index.ts";
import { openBrowser } from "#test/browser.ts";

const { values } = parseArgs({ options: { url: { type: "string", default: "http://127.0.0.1:8080" } } });
const ROUNDS = 5;

interface Face {
  readonly name: string;
  readonly person: { readonly username: string; readonly password: string };
  readonly start: string;
  readonly kilobits: number;
  readonly phone: boolean;
  /** Shown when the view stands. */
  readonly stands: string;
  readonly later: readonly { readonly href: string; readonly stands: string }[];
  readonly goals: { readonly first: number; readonly kilobytes: number; readonly later: number };
}

const FACES: readonly Face[] = [
  {
    name: "Pocket",
    person: CAST.member,
    start: "/pocket/",
    kilobits: 400,
    phone: true,
    stands: "main h1, main h2",
    later: [
      { href: "#/branch", stands: "main h1, main h2" },
      { href: "#/record", stands: "main h1, main h2" },
    ],
    goals: { first: 2000, kilobytes: 120, later: 300 },
  },
  {
    name: "Desk",
    person: CAST.organiser,
    start: "/",
    kilobits: 10_000,
    phone: false,
    stands: ".page h1",
    later: [
      { href: "/r/members", stands: "[role=grid] [role=row]:nth-child(2)" },
      { href: "/picture", stands: ".figures li" },
    ],
    goals: { first: 2500, kilobytes: 450, later: 1000 },
  },
];

const browser = await openBrowser();
try {
  for (const face of FACES) await measure(browser, face);
} finally {
  await browser.close();
}

async function measure(browser: Browser, face: Face): Promise<void> {
  const { first, bytes } = { first: [] as number[], bytes: [] as number[] };
  const later = face.later.map(() => [] as number[]);
  // Signed in once; every round then begins with an empty cache.
  const cookies = await signedIn(browser, face);
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({
      viewport: face.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      baseURL: values.url,
      serviceWorkers: "block",
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const received = await slowDown(page, face.kilobits);
    let began = performance.now();
    await page.goto(face.start, { waitUntil: "commit" });
    await page.locator(face.stands).first().waitFor();
    first.push(performance.now() - began);
    bytes.push(received());
    for (const [at, { href, stands }] of face.later.entries()) {
      await page.waitForLoadState("networkidle");
      began = performance.now();
      await page.locator(`a[href^="${href}"]`).first().click();
      await page.locator(stands).first().waitFor();
      later[at]?.push(performance.now() - began);
    }
    await context.close();
  }
  console.log(
    `${face.name}: first view ${median(first).toFixed(0)} ms (goal ≤ ${face.goals.first}), ${(median(bytes) / 1024).toFixed(0)} KB until it stood (≤ ${face.goals.kilobytes})`,
  );
  for (const [at, { href }] of face.later.entries())
    console.log(`  ${href}: ${median(later[at] ?? []).toFixed(0)} ms (goal ≤ ${face.goals.later})`);
}

async function signedIn(browser: Browser, face: Face) {
  const context = await browser.newContext({ baseURL: values.url });
  const answer = await context.request.post("/api/session", {
    headers: { "x-lianxin": "1" },
    data: { username: face.person.username, password: face.person.password },
  });
  if (!answer.ok()) throw new Error(`${face.name}: nobody signed in (${answer.status()}); is it the demo zone?`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Throttles a page; answers how many bytes it has received since. */
async function slowDown(page: Page, kilobits: number): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  // The machines of people have Chinese letters; this Chromium has none and would fetch them.
  await session.send("Network.setBlockedURLs", { urls: ["*.woff2"] });
  const throughput = (kilobits * 1000) / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: kilobits < 1000 ? 100 : 20,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  session.on("Network.loadingFinished", (it) => {
    bytes += it.encodedDataLength;
  });
  return () => bytes;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
