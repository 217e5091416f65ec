import { defineCodeSet } from "./code-set.ts";

/** How strongly a provision binds, in the words that stand wherever one is shown (desk, papers, reference). */
export const provisionForce = defineCodeSet({
  title: "条文效力",
  source: "ours; must: 必须、不得、应当; should: 一般、原则上; house: our own choice or local custom",
  confirmed: true,
  entries: [
    { value: "must", term: "硬性规定" },
    { value: "should", term: "一般要求" },
    { value: "house", term: "本地规定" },
  ],
});
