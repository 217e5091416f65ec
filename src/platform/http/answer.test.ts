import { type Static, Type } from "typebox";
import { expect, test } from "vitest";
import type { Doing } from "#platform/house.ts";
import { event, sentencesOf } from "#shared/event-sentences.ts";
import { file, filled, get, of, post } from "./address.ts";
import { answer } from "./answer.ts";
import { Download, isDownloadSchema } from "./download.ts";
import { Made } from "./shapes.ts";

const Tree = Type.Object({ name: Type.String() });
const Filter = Type.Object({ on: Type.Optional(Type.String()) });
type Tree = Static<typeof Tree>;

const trees = get("/api/trees", "树", of<Tree[]>(), of<Static<typeof Filter>>());
const planting = post("/api/woods/:woodId/trees/:id", "种树", { body: of<Tree>(), answer: of<{ id: string }>() });
const felling = post("/api/trees/:id/felling", "砍树");
const picture = file("/api/trees/:id/picture", "树的照片");
const id = "0197c0de-0000-7000-8000-000000000001";

test("an address is filled: parts of the path are escaped, what is left is the query", () => {
  expect(filled(planting, { woodId: "a/b", id: 7 })).toEqual({ path: "/api/woods/a%2Fb/trees/7", query: {} });
  expect(filled(trees, { on: "2026-01-01" })).toEqual({ path: "/api/trees", query: { on: "2026-01-01" } });
});

test("a route takes method, path and the parts of the path from its address", () => {
  const made = answer(planting, "tree.plant", { body: Tree, shows: Made, tells: [], status: 201 }, async (it) => ({
    id: it.params.woodId + it.body.name,
  }));
  expect(made).toMatchObject({ kind: "deed", method: "POST", path: "/api/woods/:woodId/trees/:id", status: 201 });
  expect(Object.keys((made.params as { properties?: object }).properties ?? {})).toEqual(["woodId", "id"]);
  const question = answer(trees, "own", { shows: Type.Array(Tree), query: Filter }, async () => []);
  expect(question).toMatchObject({ kind: "question", method: "GET", verb: "own", summary: "树" });
  expect(question.params).toBeUndefined();
});

test("a route answers its file or nothing where no shape is shown", () => {
  const sent = answer(picture, "own", {}, async () => new Download("树.png", "image/png", Buffer.of()));
  expect(isDownloadSchema(sent.response as { format?: string })).toBe(true);
  expect(answer(felling, "own", { tells: [] }, async () => undefined).response).toEqual(Type.Null());
});

test("the compiler refuses a route that keeps another promise than its address", () => {
  // @ts-expect-error what is shown is not what the address promises
  answer(trees, "own", { shows: Tree, query: Filter }, async () => ({ name: id }));
  // @ts-expect-error the address carries a query that the route does not read
  answer(trees, "own", { shows: Type.Array(Tree) }, async () => []);
  // @ts-expect-error the address carries a body that the route does not read
  answer(planting, "own", { shows: Made, tells: [] }, async () => ({ id }));
  // @ts-expect-error the address carries no body
  answer(felling, "own", { body: Tree, tells: [] }, async () => undefined);
  // @ts-expect-error an answer is promised and none is shown
  answer(planting, "own", { body: Tree, tells: [] }, async () => undefined);
  // @ts-expect-error a deed says what it tells, be it nothing
  answer(felling, "own", {}, async () => undefined);
  // @ts-expect-error the path has no such part
  answer(felling, "own", { tells: [] }, async ({ params }) => void params.woodId);
  // @ts-expect-error a file is promised
  answer(picture, "own", {}, async () => undefined);
  expect(filled(felling, { id }).path).toBe(`/api/trees/${id}/felling`);
});

const felled = event("tree.felled", (it: { reason: string }, name) => `砍了${name}，原因：${it.reason}`);
const planted = event("tree.planted", (_, name) => `种了${name}`);
const fell = ({ tell }: Doing<typeof felled>) =>
  tell({
    event: felled,
    organizationId: null,
    orgPath: "/",
    target: { kind: "tree", id, name: "樟树" },
    details: { reason: "病害" },
  });

test("a route tells the events that it names, and the compiler refuses an act that tells another", () => {
  expect(answer(felling, "tree.fell", { tells: [felled] }, fell).tells).toEqual(["tree.felled"]);
  expect(answer(felling, "tree.fell", { tells: [planted, felled] }, fell).tells).toEqual([
    "tree.planted",
    "tree.felled",
  ]);
  expect(answer(felling, "tree.fell", { tells: ["tree.felled"] }, fell).tells).toEqual(["tree.felled"]);
  expect(sentencesOf({ felled, planted })["tree.felled"]?.({ reason: "病害" }, "樟树")).toBe("砍了樟树，原因：病害");
  const tree = { organizationId: null, orgPath: "/", target: { kind: "tree", id, name: "樟树" } };
  // @ts-expect-error the act tells an event that the route does not name
  answer(felling, "tree.fell", { tells: [planted] }, fell);
  // @ts-expect-error the route says that it tells nothing
  answer(felling, "tree.fell", { tells: [] }, fell);
  const untold = ({ tell }: Doing<typeof felled>) =>
    // @ts-expect-error the sentence needs a reason
    tell({ ...tree, event: felled });
  expect(untold).toBeTypeOf("function");
});
