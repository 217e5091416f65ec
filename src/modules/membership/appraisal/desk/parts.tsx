const MARKS: Readonly<Record<string, "good" | "warn" | "bad" | "plain" | "info">> = {
  self: "info",
  voting: "warn",
  counted: "info",
  graded: "info",
  published: "good",
  withdrawn: "plain",
};

/** How the stage of an appraisal is marked. */
export const stageMark = (stage: string) => MARKS[stage] ?? "plain";
