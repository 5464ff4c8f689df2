import { z } from "zod";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { compareCircuits } from "@/lib/circuit-format/compare-circuits";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { compareFeatures, goldenNames, readGolden, strongestFeature } from "@/tests/golden/golden-file";
import { commonsOn } from "./provider-commands";

/** One thing that a provider computed beside what it should be. */
export interface Parity {
  what: string;
  /** The largest |difference| / (1 + |number|); null where it could not be computed. */
  largest: number | null;
  /** How many numbers were compared. */
  count: number;
  /** The most that the difference may be: docs/numerics.md. */
  bar: number;
  /** Why it does not hold; null where it does. */
  fault: string | null;
}

const model = ["--model", "storybook-4l"];

/** The golden features of every text, golden circuits, and edits beside the CPU's, on the bundled model; of each the first where `isQuick`. */
export function* parityOn(provider: string, isQuick: boolean): Generator<Parity> {
  const some = <T>(all: readonly T[]) => (isQuick ? all.slice(0, 1) : all);
  for (const name of some(goldenNames)) yield features(provider, name);
  const ofTexts = new Map(goldenCircuits().map(([name, golden]) => [fileOf(name), [name, golden] as const]));
  for (const [name, golden] of some([...ofTexts.values()])) yield circuit(provider, name, golden);
  const golden = readGolden("indirect-object");
  const last = golden.tokens.length - 1;
  const edits = [
    ["ablate", "--feature", formatNodeId(strongestFeature(golden, "attn", last, 2))],
    ["splice", "--dictionary", "attn.1"],
    ["splice", "--dictionary", "mlp.2", "--without-error"],
  ];
  for (const edit of some(edits))
    yield besideCpu(provider, [
      ...edit,
      ...["--target", `logit." Mary"@${last}`, ...model, "--text", golden.text],
    ]);
}

function fileOf(circuit: string): string {
  return (circuit.split(" ")[0] ?? "").replace(".json", "");
}

const printedFeatures = z.object({
  features: z.array(
    z.object({
      kind: z.enum(["attn", "mlp", "resid"]),
      layer: z.number(),
      index: z.number(),
      position: z.number(),
      activation: z.number(),
    }),
  ),
});

function features(provider: string, name: string): Parity {
  const golden = readGolden(name);
  const of = { what: `features of ${name}`, count: golden.features.length, bar: 1e-3 };
  const printed = commonsOn(provider, ["features", ...model, "--text", golden.text, "--json"]);
  if ("fault" in printed) return { ...of, largest: null, fault: printed.fault };
  const ours = printedFeatures.parse(printed.value).features;
  const { largest, where, oneSided } = compareFeatures(ours, golden.features);
  const [first] = oneSided;
  return judged({ ...of, largest }, first ? `${first} fires on one side only` : `at ${where}`, !first);
}

function circuit(
  provider: string,
  name: string,
  golden: ReturnType<typeof goldenCircuits>[number][1],
): Parity {
  const { target, mode, threshold } = golden.spec;
  const of = { what: `circuit ${name}`, count: golden.nodes.length + golden.edges.length, bar: 1e-3 };
  const printed = commonsOn(provider, [
    ...["circuit", ...model, "--text", readGolden(fileOf(name)).text],
    ...["--target", target, "--mode", mode, "--threshold", String(threshold), "--json"],
  ]);
  if ("fault" in printed) return { ...of, largest: null, fault: printed.fault };
  const ours = circuitSchema.parse(printed.value);
  const { largestDifference, differences } = compareCircuits({ ...golden, spec: ours.spec }, ours);
  const [first] = differences;
  return judged(
    { ...of, largest: largestDifference },
    first ? `${first.where}: ${first.what}` : "",
    differences.length === 0,
  );
}

/** A command's every number beside the same on the CPU. */
function besideCpu(provider: string, args: readonly string[]): Parity {
  const what = `${args.slice(0, 3).join(" ")} beside the CPU`;
  const [ours, cpu] = [provider, "cpu"].map((each) => commonsOn(each, args));
  const fault = [ours, cpu].flatMap((each) => (each && "fault" in each ? [each.fault] : []))[0];
  if (!ours || !cpu || "fault" in ours || "fault" in cpu)
    return { what, largest: null, count: 0, bar: 1e-4, fault: fault ?? "nothing was printed" };
  const [left, right] = [numbersIn(ours.value), numbersIn(cpu.value)];
  let [largest, where] = [0, ""];
  for (const [place, number] of right) {
    const difference = Math.abs((left.get(place) ?? Number.NaN) - number) / (1 + Math.abs(number));
    if (!(difference <= largest)) [largest, where] = [difference, place];
  }
  return judged({ what, largest, count: right.size, bar: 1e-4 }, `at ${where}`, left.size === right.size);
}

function judged(
  of: Omit<Parity, "fault" | "largest"> & { largest: number },
  where: string,
  agrees: boolean,
): Parity {
  return { ...of, fault: agrees && of.largest <= of.bar ? null : where || "it differs" };
}

function numbersIn(value: unknown, place = ""): Map<string, number> {
  if (typeof value === "number") return new Map([[place, value]]);
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...numbersIn(inner, `${place}/${key}`)]));
}
