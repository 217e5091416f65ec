import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const OUTPUT = fileURLToPath(new URL("../test-output/", import.meta.url));

/**
 * A real Chromium from the npm package, needing nothing from the system, with a fresh profile and no way out of this
 * machine. Close it when done; closing ends its processes. With `camera` its camera sees what stands in that file of
 * moving pictures (.mjpeg) when it is switched on, and nobody is asked for leave.
 */
export async function openBrowser(options: { readonly camera?: string } = {}): Promise<Browser> {
  const folder = unpacked();
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: folder,
    LANG: "C.UTF-8",
    // Only the Latin fonts that come along, so that a page looks the same on every machine: Chinese comes from our web
    // font. With no font at all Chromium also refuses web fonts, so a bare machine needs these.
    FONTCONFIG_FILE: fontsConfiguration(folder),
  };
  const libraries = spawnSync("ldd", [executablePath], { encoding: "utf8" });
  if (libraries.status !== 0 || libraries.stdout.includes("not found")) {
    env["LD_LIBRARY_PATH"] = join(folder, "al2023/lib");
  }
  return chromium.launch({
    executablePath,
    env,
    // Chromium refuses root with its sandbox, and containers seldom allow it. Only our own pages are opened.
    chromiumSandbox: false,
    args: [
      "--no-zygote",
      "--disable-domain-reliability",
      "--no-pings",
      "--font-render-hinting=none",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      ...(options.camera === undefined
        ? []
        : [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            `--use-file-for-fake-video-capture=${options.camera}`,
          ]),
    ],
  });
}

/** Saves what the page shows as test-output/<name>.png and returns the file's path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(OUTPUT, { recursive: true });
  const path = join(OUTPUT, `${name}.png`);
  await page.screenshot({ path, animations: "disabled" });
  return path;
}

/** The configuration that comes along names folders of another machine. */
function fontsConfiguration(folder: string): string {
  const file = join(folder, "fonts.conf");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>
`;
  writeFileSync(file, text);
  return file;
}

/**
 * The folder of the unpacked browser. The package unpacks straight into the temporary folder, where two runs at once
 * read each other's half-written files and another user's files cannot be run; so it unpacks aside, then is renamed.
 */
function unpacked(): string {
  const packed = dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium")));
  const told = JSON.parse(readFileSync(join(packed, "../package.json"), "utf8")) as { version: string };
  const base = join(tmpdir(), `lianxin-test-${process.getuid?.() ?? 0}`);
  const folder = join(base, `chromium-${told.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(base, { recursive: true, mode: 0o711 });
  const aside = mkdtempSync(join(base, "unpacking-"));
  const script = "const { default: it } = await import(process.argv[1]); await it.executablePath();";
  execFileSync(process.execPath, ["--input-type=module", "-e", script, import.meta.resolve("@sparticuz/chromium")], {
    // The name of this environment makes the package unpack the libraries that a bare system lacks.
    env: { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another run finished first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
