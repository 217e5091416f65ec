import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { leafHash, merkleRoot } from "./merkle.ts";

const sha = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const node = (a: Buffer, b: Buffer) => sha(Buffer.from([1]), a, b);

test("agrees with the definition of RFC 6962 for one, three and seven leaves", () => {
  const [a, b, c, d, e, f, g] = ["a", "b", "c", "d", "e", "f", "g"].map(leafHash) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  expect(a).toEqual(sha(Buffer.from([0]), Buffer.from("a")));
  expect(merkleRoot([])).toEqual(sha());
  expect(merkleRoot([a])).toEqual(a);
  expect(merkleRoot([a, b, c])).toEqual(node(node(a, b), c));
  expect(merkleRoot([a, b, c, d, e, f, g])).toEqual(node(node(node(a, b), node(c, d)), node(node(e, f), g)));
});

test("the published root of the empty leaf", () => {
  // Test vector of the Certificate Transparency reference implementation.
  expect(leafHash("").toString("hex")).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
});
