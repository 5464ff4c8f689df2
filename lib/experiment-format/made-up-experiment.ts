import type { WrittenExperiment } from "./experiment";

/** A sound experiment for tests, over `madeUpFamily` in its place; its hash is nobody's. */
export function madeUpExperiment(): WrittenExperiment {
  return {
    format: "circuit-commons/experiment@1",
    title: "What the giver is told by",
    hypothesis: { says: "Without S2 the giver is not known.", writtenAt: "2026-11-30T12:00:00Z" },
    model: { name: "storybook-4l" },
    family: { from: "bundled", name: "made-up", hash: "0".repeat(64) },
    metrics: ["logit-difference"],
    conditions: [
      {
        name: "attention at IO",
        interventions: [
          { do: "ablate", what: { part: "site", kind: "attn", layer: 1 }, to: "zero", roles: ["IO"] },
        ],
      },
    ],
  };
}
