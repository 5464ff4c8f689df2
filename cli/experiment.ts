import { Command } from "commander";
import { checkInterventions } from "@/lib/engine/evaluation/interventions";
import { conditionsOfModel } from "@/lib/experiment-format/conditions-of-model";
import { promptsBy } from "@/lib/experiment-format/fit-family";
import { refuseLaterHypothesis } from "@/lib/experiment-format/read-experiment";
import { experimentHash } from "@/lib/experiments/experiment-hash";
import { orSaid } from "./families";
import { experimentHelp, onModelOf, openExperiment } from "./opened-experiment";
import { print } from "./print";
import { runCommand } from "./run-experiment";

export function experimentCommand(): Command {
  return new Command("experiment")
    .description(
      "Experiments: interventions over a family of prompts, with a hypothesis that was written before the result. No site is asked.",
    )
    .exitOverride()
    .addCommand(checkCommand())
    .addCommand(runCommand());
}

interface CheckOptions {
  model?: string;
  onModel: boolean;
  json: boolean;
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Say whether an experiment is sound and, on its model, whether tokens, layers, heads, dictionaries and features are there. Computes nothing. Exit code 1 unless all is well.",
    )
    .argument("<file>", experimentHelp)
    .option("--on-model", "look at the model that the file names as well", false)
    .option(
      "--model <model>",
      "look at this model instead: its name under models/, or the path of its folder",
    )
    .option("--json", "print what was found as JSON", false)
    .exitOverride()
    .action((file: string, options: CheckOptions) => orSaid(() => check(file, options)));
}

async function check(file: string, { model: wanted, onModel, json }: CheckOptions): Promise<void> {
  const opened = openExperiment(file);
  const { experiment, read } = opened;
  refuseLaterHypothesis(experiment, new Date());
  const runs =
    wanted === undefined && !onModel
      ? null
      : await onModelOf(opened, wanted, async (model) => {
          const conditions = conditionsOfModel(experiment.conditions, model.config);
          for (const { interventions, freeze } of conditions)
            checkInterventions(model, interventions, { ...freeze, outputs: false });
          return { model: model.manifest.name, conditions: conditions.map(({ name }) => name) };
        });
  const known = {
    title: experiment.title,
    hash: experimentHash(experiment),
    family: experiment.family.hash,
    prompts: promptsBy(experiment, read, experiment.prompts.rule).length,
    conditions: experiment.conditions.length,
    onModel: runs,
  };
  await print(json ? `${JSON.stringify(known)}\n` : `${wordsOf(known).join("\n")}\n`);
}

function wordsOf({
  title,
  hash,
  prompts,
  conditions,
  onModel,
}: {
  title: string;
  hash: string;
  prompts: number;
  conditions: number;
  onModel: { model: string; conditions: string[] } | null;
}): string[] {
  const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  return [
    `${title}: ${many(prompts, "prompt")}, ${many(conditions, "condition")}.`,
    ...(onModel
      ? [
          `On ${onModel.model} it is ${many(onModel.conditions.length, "condition")}, and all that they name is there.`,
        ]
      : []),
    `hash ${hash}`,
  ];
}
