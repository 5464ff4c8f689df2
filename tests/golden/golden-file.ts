import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

export const goldenFeatureSchema = z.object({
  kind: z.enum(["attn", "mlp", "resid"]),
  layer: z.number(),
  index: z.number(),
  position: z.number(),
  activation: z.number(),
});

/** What the golden files hold (tests/golden/README.md); circuits, DFA and QK have readers of their own. */
const goldenSchema = z.object({
  text: z.string(),
  tokens: z.array(z.object({ position: z.number(), id: z.number(), text: z.string() })),
  predictions: z.array(
    z.object({ id: z.number(), text: z.string(), logit: z.number(), probability: z.number() }),
  ),
  features: z.array(goldenFeatureSchema),
});

export type Golden = z.infer<typeof goldenSchema>;
export type GoldenFeature = Golden["features"][number];

export const modelDir = path.resolve(import.meta.dirname, "../../models/storybook-4l");

export const goldenNames = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".json"))
  .map((file) => path.basename(file, ".json"));

export function readGolden(name: string): Golden {
  return goldenSchema.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, `${name}.json`), "utf8")));
}

/** The feature of a kind that fires strongest at a token, in any layer or in the one asked for. */
export function strongestFeature(
  { features }: Golden,
  kind: GoldenFeature["kind"],
  position: number,
  layer?: number,
) {
  const there = features.filter(
    (each) =>
      each.kind === kind && each.position === position && (layer === undefined || each.layer === layer),
  );
  const [strongest] = there.sort((a, b) => b.activation - a.activation);
  if (!strongest) throw new Error(`no ${kind} feature fires at token ${position}`);
  return strongest;
}

export interface Differences {
  /** Largest |ours - golden| / (1 + |golden|), and where. */
  largest: number;
  where: string;
  /** Features on one side only whose activation is too large to be rounding. */
  oneSided: string[];
}

/** Compares two lists of features as sets, as the golden README says. */
export function compareFeatures(
  ours: readonly GoldenFeature[],
  golden: readonly GoldenFeature[],
): Differences {
  const key = (f: GoldenFeature) => `${f.kind}.${f.layer}.${f.index}@${f.position}`;
  const left = new Map(ours.map((feature) => [key(feature), feature.activation]));
  const right = new Map(golden.map((feature) => [key(feature), feature.activation]));
  const differences: Differences = { largest: 0, where: "", oneSided: [] };
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const a = left.get(name);
    const b = right.get(name);
    if (a === undefined || b === undefined) {
      if (Math.abs(a ?? b ?? 0) >= 1e-3) differences.oneSided.push(name);
      continue;
    }
    const difference = Math.abs(a - b) / (1 + Math.abs(b));
    if (difference > differences.largest) Object.assign(differences, { largest: difference, where: name });
  }
  return differences;
}
