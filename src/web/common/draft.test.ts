import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropDraft, keepDraft, openDrafts, readDraft } from "./draft.ts";

/** What a tab keeps, as far as drafts ask it: the entries are its own enumerable names. */
function tab(): Storage {
  const held: Record<string, unknown> = {};
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false });
  return Object.defineProperties(held, {
    getItem: hidden((key: string) => held[key] ?? null),
    setItem: hidden((key: string, value: string) => {
      held[key] = value;
    }),
    removeItem: hidden((key: string) => {
      delete held[key];
    }),
  }) as unknown as Storage;
}

beforeEach(() => {
  vi.stubGlobal("sessionStorage", tab());
  openDrafts("one");
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a draft is read as it was kept, until it is dropped", () => {
  keepDraft("wish", { text: "改电话" });
  expect(readDraft("wish")).toEqual({ text: "改电话" });
  expect(readDraft("other")).toEqual({});
  dropDraft("wish");
  expect(readDraft("wish")).toEqual({});
});

test("drafts outlive a page that is loaded anew by the same person", () => {
  keepDraft("wish", { text: "改电话" });
  openDrafts("one");
  expect(readDraft("wish")).toEqual({ text: "改电话" });
});

test("nothing of one person is there for the next, nor for the first again", () => {
  keepDraft("wish", { text: "改电话" });
  openDrafts("two");
  expect(readDraft("wish")).toEqual({});
  openDrafts("one");
  expect(readDraft("wish")).toEqual({});
});

test("a tab without room or with rubbish in it costs no more than the draft", () => {
  sessionStorage.setItem("lianxin.draft.wish", "{");
  expect(readDraft("wish")).toEqual({});
  vi.stubGlobal("sessionStorage", {
    getItem: () => {
      throw new DOMException("no");
    },
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(() => keepDraft("wish", { text: "改电话" })).not.toThrow();
  expect(() => openDrafts("two")).not.toThrow();
  expect(readDraft("wish")).toEqual({});
});
