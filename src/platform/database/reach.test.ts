import { expect, test } from "vitest";
import { placeAbove } from "./reach.ts";

test("an event about several places lies at the nearest place above them all", () => {
  expect(placeAbove(["/1/3/7/"])).toBe("/1/3/7/");
  expect(placeAbove(["/1/3/7/", "/1/3/7/"])).toBe("/1/3/7/");
  expect(placeAbove(["/1/3/7/", "/1/3/70/"])).toBe("/1/3/");
  expect(placeAbove(["/1/3/7/", "/1/30/", "/1/3/"])).toBe("/1/");
  expect(placeAbove(["/1/3/", "/2/"])).toBe("/");
  expect(placeAbove([])).toBe("/");
});
