import { Command, InvalidArgumentError, Option } from "commander";
import { defaultMaxNodes, defaultThreshold } from "@/lib/circuit-format/circuit";
import { type Mode, modes } from "@/lib/circuit-format/kinds";
import { type Agreement, recurrence, recurring } from "@/lib/engine/evaluation/family-circuit";
import { familyPrompts } from "@/lib/engine/evaluation/family-prompts";
import { type TracedFamily, traceFamily } from "@/lib/engine/evaluation/trace-family";
import { familyHash } from "@/lib/families/family-hash";
import { choosePrompts, type FamilyPart, familyParts } from "@/lib/family-format/choose-prompts";
import { familyHelp, orSaid, readNamedFamily } from "./families";
import { modelIdentity } from "./model-identity";
import { modelFolder, openNamedModel } from "./open-named-model";
import { parseNumber, parseWhole } from "./options";
import { print } from "./print";
import { refuseUnfit } from "./refuse-unfit";
import { formatTable } from "./table";

interface TraceFamilyOptions {
  model: string;
  only?: FamilyPart;
  prompts?: number;
  mode: Mode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
  recurs: number;
  json: boolean;
}

/** Least influence of an edge that is looked at: what is below it returns nowhere near a threshold. */
const defaultEdgeThreshold = 1e-4;

export function traceFamilyCommand(): Command {
  return new Command("trace")
    .description(
      "Trace the circuit of every prompt of a family, and tell which nodes return by role, how much they carry and how stable that is.",
    )
    .argument("<file>", familyHelp)
    .requiredOption("--model <model>", "a model's name under models/, or the path of its folder")
    .addOption(new Option("--only <part>", "that part of the family alone").choices(familyParts))
    .option("--prompts <count>", "the first so many prompts", parseWhole)
    .addOption(
      new Option("--mode <mode>", "attribute to earlier components, or through residual features")
        .choices(modes)
        .default("direct"),
    )
    .option("--threshold <share>", "influence from which a node is expanded", parseNumber, defaultThreshold)
    .option(
      "--edge-threshold <share>",
      "influence from which an edge is kept",
      parseNumber,
      defaultEdgeThreshold,
    )
    .option("--max-nodes <count>", "most nodes to expand of a prompt", parseWhole, defaultMaxNodes)
    .option("--recurs <share>", "share of prompts from which a node is told", parseShare, recurrence)
    .option("--json", "print all nodes and edges as JSON instead of a table", false)
    .exitOverride()
    .action((file: string, options: TraceFamilyOptions) => orSaid(() => trace(file, options)));
}

function parseShare(value: string): number {
  const share = parseNumber(value);
  if (share > 1) throw new InvalidArgumentError("It must be a share, from 0 to 1.");
  return share;
}

async function trace(file: string, options: TraceFamilyOptions): Promise<void> {
  const read = readNamedFamily(file);
  const model = await openNamedModel(options.model);
  try {
    const identity = await modelIdentity(options.model, model);
    refuseUnfit(modelFolder(options.model), model, identity);
    const { mode, threshold, edgeThreshold, maxNodes, recurs, json, only = null } = options;
    const texts = choosePrompts(read, options);
    const prompts = familyPrompts(model, read, options).map((prompt, i) => {
      const { template = "", variant = "" } = texts[i] ?? {};
      return { ...prompt, template, variant };
    });
    const question = { mode, threshold, edgeThreshold, maxNodes };
    const traced = await traceFamily(model, prompts, { identity, ...question });
    const family = { hash: familyHash(read.family), only };
    await print(
      json
        ? `${JSON.stringify({ ...identity, family, ...question, ...traced })}\n`
        : toTable(traced, { least: recurs, maxNodes }),
    );
  } finally {
    await model.close();
  }
}

export function toTable(
  { circuit, truncated, stability }: TracedFamily,
  { least, maxNodes }: { least: number; maxNodes: number },
): string {
  const { nodes, edges } = recurring(circuit, least);
  const { prompts, withoutRole } = circuit;
  const rows = nodes.map(({ name, count, influence, effect }) => [
    name,
    `${count} of ${prompts}`,
    `${(100 * influence).toFixed(2)}%`,
    effect.toFixed(3),
  ]);
  const { own, halved, doubled } = truncated;
  const agreement = ({ mean, pairs }: Agreement) => (mean === null ? "-" : `${mean.toFixed(3)} (${pairs})`);
  return [
    `${nodes.length} of ${circuit.nodes.length} nodes and ${edges.length} of ${circuit.edges.length} edges are in at least ${(100 * least).toFixed(0)}% of ${prompts} prompts:`,
    formatTable(["node", "prompts", "mean influence", "mean effect"], rows, [1, 2, 3]),
    `At tokens without a role, and in no other prompt: ${withoutRole.count} nodes, with ${(100 * withoutRole.influence).toFixed(1)}% of the influence a prompt.`,
    ...(own + halved + doubled > 0
      ? [
          `Cut short, at ${maxNodes} nodes expanded: ${own} of ${prompts} circuits, ${halved} at half the threshold and ${doubled} at twice. What they leave out is missing from all of this: raise --max-nodes.`,
        ]
      : []),
    `Features at roles, alike by Jaccard (pairs): prompts ${agreement(stability.prompts)}, paraphrases ${agreement(stability.paraphrases)}, half the threshold ${agreement(stability.halved)}, twice ${agreement(stability.doubled)}.`,
    "",
  ].join("\n\n");
}
