import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { vi } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The folder of the built pages, of this very source. Every journey asks for it; the first one builds (some seconds), the
 * others and the next runs find it by the hash of what it was made from. Built aside and renamed, it is never half done.
 */
export async function builtWeb(): Promise<string> {
  const base = join(tmpdir(), `lianxin-test-${process.getuid?.() ?? 0}`, "web");
  const folder = join(base, sourceHash());
  if (existsSync(folder)) return folder;
  mkdirSync(base, { recursive: true, mode: 0o711 });
  const aside = mkdtempSync(join(base, "building-"));
  // The test runner sets NODE_ENV to test, with which React would be bundled with all its warnings.
  vi.stubEnv("NODE_ENV", "production");
  try {
    await build({
      mode: "production",
      root: join(root, "src/web"),
      configFile: join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: aside, emptyOutDir: true },
    });
  } finally {
    vi.unstubAllEnvs();
  }
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another journey finished first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function sourceHash(): string {
  const hash = createHash("sha256");
  const files = globSync(
    ["src/web/**", "src/shared/**", "src/modules/**", "docs/guides/**", "vite.config.ts", "package-lock.json"],
    {
      cwd: root,
    },
  )
    .filter((it) => !it.endsWith(".test.ts") && !it.endsWith(".sql"))
    .sort();
  for (const file of files) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}
