import { type Asks, asks, reason } from "#platform/forms/asks.ts";

/** What is asked of rows that people wrote, besides what each register asks. */

/** It was written down wrong: everything again, and why. */
export const correctionOf = <const A extends Asks>(of: A) => asks({ ...of, reason: reason("更正原因") });

/** It was entered in error. */
export const WITHDRAWAL = asks({ reason: reason("登记有误之处") });
