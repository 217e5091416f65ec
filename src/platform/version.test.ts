import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { programVersion, versionText } from "./version.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const folders: string[] = [];
afterEach(() => {
  for (const it of folders.splice(0)) fs.rmSync(it, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(join(tmpdir(), "lianxin-version-"));
  folders.push(root);
  for (const [name, text] of Object.entries({ "package.json": '{"version":"1.2.3"}', ...files })) {
    fs.mkdirSync(dirname(join(root, name)), { recursive: true });
    fs.writeFileSync(join(root, name), text);
  }
  return root;
}

test.each([
  ["a branch with a file of its own", { ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${COMMIT}\n` }],
  [
    "a branch among the packed ones",
    { ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": `# pack\n${COMMIT} refs/heads/main\n` },
  ],
  ["a commit without a branch", { ".git/HEAD": `${COMMIT}\n` }],
  [
    "a second work tree",
    {
      ".git": "gitdir: other/worktrees/b\n",
      "other/worktrees/b/HEAD": "ref: refs/heads/b\n",
      "other/worktrees/b/commondir": "../..\n",
      "other/refs/heads/b": `${COMMIT}\n`,
    },
  ],
  ["an archive, which Git wrote the commit into", { "commit.txt": `${COMMIT}\n` }],
])("the commit is known: %s", (_, files) => {
  expect(programVersion(folderOf(files as Record<string, string>))).toEqual({ release: "1.2.3", commit: "0123456789" });
});

test("a copy without history says its release alone", () => {
  const bare = programVersion(folderOf({ "commit.txt": "$Format:%H$\n", ".git/HEAD": "ref: refs/heads/gone\n" }));
  expect(bare).toEqual({ release: "1.2.3", commit: null });
  expect(versionText(bare)).toBe("1.2.3");
  expect(versionText({ release: "1.2.3", commit: "0123456789" })).toBe("1.2.3（0123456789）");
});

test("this program knows its own", () => {
  expect(programVersion().release).toMatch(/^\d+\.\d+\.\d+/);
});
