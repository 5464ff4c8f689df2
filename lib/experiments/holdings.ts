/* By itself, so that the browser's code needs no schema for it. */

/** Whether a hypothesis holds, as the experiment's author concludes of a result. */
export const holdings = ["yes", "no", "partly"] as const;
export type Holding = (typeof holdings)[number];

/** Characters of what they say of it. */
export const maxConclusionLength = 4_000;
