import { configureGlobal, readConfigureGlobal } from "fast-check";

/**
 * fast-check as all our properties use it: each is tried two thousand times, not a hundred. Fewer only where one try means
 * work in the database or a whole story, and then beside the property.
 */
export * from "fast-check";

configureGlobal({ ...readConfigureGlobal(), numRuns: 2_000 });
