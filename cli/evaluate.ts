import { Command, InvalidArgumentError, Option } from "commander";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { evaluateCircuit } from "@/lib/engine/evaluation/evaluate-circuit";
import { defaultKinds } from "@/lib/engine/evaluation/evaluation-plan";
import { familyPrompts } from "@/lib/engine/evaluation/family-prompts";
import type { Prompt } from "@/lib/engine/evaluation/prompts";
import { minRandomCircuits } from "@/lib/engine/evaluation/random-circuits";
import { AppError } from "@/lib/errors";
import {
  type Ablation,
  ablations,
  evaluationFormat,
  type Metric,
  metrics,
} from "@/lib/evidence-format/evaluation";
import { familyHash } from "@/lib/families/family-hash";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { checkSameModel, evaluatedCircuit, readEvaluated, rolesOfCircuit } from "./evaluated-circuits";
import { evaluationTable } from "./evaluation-table";
import { familyHelp, orSaid, readNamedFamily } from "./families";
import { modelIdentity } from "./model-identity";
import { modelFolder, openNamedModel } from "./open-named-model";
import { parseWhole } from "./options";
import { print } from "./print";
import { refuseUnfit } from "./refuse-unfit";
import { setsOf } from "./verify";
import { refuseUnwritable, writeText } from "./write-text";

interface EvaluateOptions {
  family: string;
  model?: string;
  rule?: string;
  only?: "shown" | "held-out";
  prompts?: number;
  role: Record<string, number>;
  metric?: Metric;
  ablation?: Ablation[];
  random: number;
  seed: number;
  kinds: DictionaryKind[];
  freeze: boolean;
  json: boolean;
  out?: string;
}

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description(
      "Evaluate a whole circuit over prompts: kept while the rest is ablated, ablated while the rest is kept, beside random circuits, and MIB's curve.",
    )
    .argument(
      "<file...>",
      "circuit-commons/circuit@1 or circuit-commons/finding@1 files; of several, what reached the threshold in any of them is the circuit",
    )
    .requiredOption("--family <file>", familyHelp)
    .option("--model <model>", "the model to run, instead of the one the file names")
    .option("--rule <name>", "make counterfactuals by this rule of the family instead of its first")
    .addOption(new Option("--only <part>", "that part of the family alone").choices(["shown", "held-out"]))
    .option("--prompts <count>", "the first so many prompts", parseWhole)
    .option(
      "--role <name=position>",
      "where a role stands in the circuit's text, if that is none of the prompts; once for each",
      addRole,
      {},
    )
    .addOption(
      new Option(
        "--metric <metric>",
        "what is read of the next token; the logit difference where every prompt has a distractor, else the logit",
      ).choices(metrics),
    )
    .addOption(
      new Option(
        "--ablation <value...>",
        "what is put in the place of what is ablated; all, without the counterfactual where a prompt has none",
      ).choices(ablations),
    )
    .option(
      "--random <count>",
      `how many random circuits, ${minRandomCircuits} or more, or 0`,
      parseWhole,
      minRandomCircuits,
    )
    .option("--seed <number>", "of random circuits and intervals", parseWhole, 1)
    .addOption(
      new Option("--kinds <kind...>", "whose sites are kept or ablated")
        .choices(dictionaryKinds)
        .default([...defaultKinds]),
    )
    .option(
      "--freeze",
      "keep the attention patterns and LayerNorm denominators of each prompt's unedited run",
      false,
    )
    .option("--json", "print JSON instead of tables", false)
    .option("--out <file>", "write the JSON to a file as well")
    .exitOverride()
    .action((files: string[], options: EvaluateOptions) => orSaid(() => evaluate(files, options)));
}

function addRole(value: string, roles: Record<string, number>): Record<string, number> {
  const [, name, position] = /^([^=]+)=(\d{1,6})$/.exec(value) ?? [];
  if (name === undefined || position === undefined)
    throw new InvalidArgumentError("Write a role and a position: S2=9.");
  return { ...roles, [name]: Number(position) };
}

async function evaluate(files: string[], options: EvaluateOptions): Promise<void> {
  const circuits = files.map(readEvaluated);
  const read = readNamedFamily(options.family);
  // Tried before what takes minutes.
  if (options.out !== undefined) refuseUnwritable(options.out);
  const [first] = circuits;
  if (!first) throw new AppError("unprocessable", "Name a circuit's file.");
  const name = options.model ?? first.spec.model;
  const model = await openNamedModel(name, setsOf(first));
  try {
    const identity = await modelIdentity(name, model);
    refuseUnfit(modelFolder(name), model, identity);
    checkSameModel(circuits, identity);
    const prompts = familyPrompts(model, read, options);
    const { kinds, freeze, seed, random } = options;
    const found = await evaluateCircuit(model, prompts, {
      circuit: evaluatedCircuit(
        circuits,
        (circuit) => rolesOfCircuit(circuit, { model, read }, options.role),
        kinds,
      ),
      metric: options.metric ?? metricOf(prompts),
      ablations: options.ablation ?? ablationsOf(prompts),
      randomCircuits: random,
      ...{ seed, kinds, freeze: { patterns: freeze, layerNorms: freeze, outputs: false } },
    });
    const document = {
      format: evaluationFormat,
      ...identity,
      circuits: circuits.map((circuit) => canonicalHash(circuit)),
      family: { hash: familyHash(read.family), rule: options.rule ?? null, only: options.only ?? null },
      kinds,
      ...found,
    };
    const json = `${JSON.stringify(document)}\n`;
    try {
      if (options.out !== undefined) writeText(options.out, json);
    } finally {
      // What took minutes is told though it cannot be written.
      await print(options.json ? json : evaluationTable(found));
    }
  } finally {
    await model.close();
  }
}

function metricOf(prompts: readonly Prompt[]): Metric {
  return prompts.every(({ wrong }) => wrong !== null) ? "logit-difference" : "logit";
}

function ablationsOf(prompts: readonly Prompt[]): readonly Ablation[] {
  const without = prompts.filter(({ counterfactual }) => !counterfactual).length;
  if (without === 0) return ablations;
  process.stderr.write(
    `Note: ${without} of ${prompts.length} prompts have no counterfactual, so nothing is ablated to one.\n`,
  );
  return ablations.filter((ablation) => ablation !== "counterfactual");
}
