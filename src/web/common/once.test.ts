import { expect, test, vi } from "vitest";
import { sendOnce } from "./once.ts";

const LOST = new Error("lost");
const isLost = (fault: unknown): boolean => fault === LOST;

test("a deed pressed twice is sent once, and both wait for one answer", async () => {
  const send = vi.fn(async (key: string) => key);
  const [first, second] = await Promise.all([sendOnce("a", send, isLost), sendOnce("a", send, isLost)]);
  expect(send).toHaveBeenCalledTimes(1);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
});

test("after an answer the same content is another deed", async () => {
  const send = async (key: string) => key;
  const first = await sendOnce("b", send, isLost);
  expect(await sendOnce("b", send, isLost)).not.toBe(first);
  // A refusal is an answer.
  const refuse = async (key: string) => Promise.reject(new Error(key));
  const [one, other] = [
    await sendOnce("b", refuse, isLost).catch((it: Error) => it.message),
    await sendOnce("b", refuse, isLost).catch((it: Error) => it.message),
  ];
  expect(one).not.toBe(other);
});

test("after a lost answer it is sent with its former key, for a while", async () => {
  vi.useFakeTimers();
  const keys: string[] = [];
  const lose = async (key: string): Promise<string> => {
    keys.push(key);
    throw LOST;
  };
  await expect(sendOnce("c", lose, isLost)).rejects.toBe(LOST);
  await expect(sendOnce("d", lose, isLost)).rejects.toBe(LOST);
  await expect(sendOnce("c", lose, isLost)).rejects.toBe(LOST);
  expect(keys[2]).toBe(keys[0]);
  expect(keys[1]).not.toBe(keys[0]);
  vi.advanceTimersByTime(11 * 60_000);
  await expect(sendOnce("c", lose, isLost)).rejects.toBe(LOST);
  expect(keys[3]).not.toBe(keys[0]);
  vi.useRealTimers();
});
