import { z } from "zod";

/** How a label that people gave a feature stands: lib/labels/standing.ts says by which rule. */
export const labelStandings = ["proposed", "contested", "supported"] as const;
export const labelStanding = z.enum(labelStandings);
export type LabelStanding = (typeof labelStandings)[number];
