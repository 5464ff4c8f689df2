import { Command } from "commander";
import { build } from "@/lib/build";
import { EngineError } from "@/lib/engine/errors";
import { runExperiment } from "@/lib/engine/evaluation/run-experiment";
import { AppError } from "@/lib/errors";
import { compareResults, isOfTheSame } from "@/lib/experiment-format/compare-results";
import { conditionsOfModel } from "@/lib/experiment-format/conditions-of-model";
import { refuseLaterHypothesis } from "@/lib/experiment-format/read-experiment";
import {
  type ExperimentResult,
  experimentResultFormat,
  readExperimentResult,
} from "@/lib/experiment-format/result";
import { experimentHash } from "@/lib/experiments/experiment-hash";
import { experimentTable } from "./experiment-table";
import { orSaid } from "./families";
import { experimentHelp, type OpenedExperiment, onModelOf, openExperiment } from "./opened-experiment";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";
import { refuseUnwritable, writeText } from "./write-text";

interface RunOptions {
  model?: string;
  check?: string;
  json: boolean;
  out?: string;
}

export function runCommand(): Command {
  return new Command("run")
    .description(
      "Run an experiment: each condition over the family's prompts, beside the runs without edits. The same file and model give the same digits.",
    )
    .argument("<file>", experimentHelp)
    .option(
      "--model <model>",
      "run it on this model instead: its name under models/, or the path of its folder",
    )
    .option("--check <result>", "compare with a stated result to its digits; exit code 1 where it differs")
    .option("--json", "print the result as JSON instead of tables", false)
    .option("--out <file>", "write the JSON to a file as well")
    .exitOverride()
    .action((file: string, options: RunOptions) => orSaid(() => run(file, options)));
}

async function run(file: string, { model, check, json, out }: RunOptions): Promise<void> {
  const opened = openExperiment(file);
  refuseLaterHypothesis(opened.experiment, new Date());
  // Read and tried before what takes minutes.
  const stated = check === undefined ? null : readExperimentResult(readJsonDocument(check));
  const hash = experimentHash(opened.experiment);
  if (stated && stated.experiment.hash !== hash)
    throw new AppError(
      "unprocessable",
      `The result is of the experiment ${stated.experiment.hash}, and this one is ${hash}.`,
    );
  if (out !== undefined) refuseUnwritable(out);
  const result = await resultOf(opened, model, stated);
  const text = `${JSON.stringify(result)}\n`;
  try {
    if (out !== undefined) writeText(out, text);
  } finally {
    // What took minutes is told though it cannot be written.
    await print(json ? text : experimentTable(result));
  }
  if (stated) compare(stated, result);
}

async function resultOf(
  opened: OpenedExperiment,
  wanted: string | undefined,
  stated: ExperimentResult | null,
): Promise<ExperimentResult> {
  const { experiment, read } = opened;
  const { title, hypothesis, seed, digits } = experiment;
  return onModelOf(opened, wanted, async (model, identity) => {
    const conditions = conditionsOfModel(experiment.conditions, model.config);
    const of = {
      experiment: { hash: experimentHash(experiment), title, hypothesis },
      ...identity,
      family: { title: read.family.title, hash: experiment.family.hash },
      seed,
    };
    if (stated && !isOfTheSame(stated, of))
      throw new AppError(
        "unprocessable",
        "The stated result is of another model, dictionaries, family or seed than this one.",
      );
    const outcome = await runExperiment(model, read, experiment, conditions, { onProgress: showProgress });
    return {
      format: experimentResultFormat,
      ...of,
      ...{ digits, computedAt: new Date().toISOString(), build },
      ...outcome,
    };
  });
}

/** On a terminal alone, one line that is written over. */
function showProgress({ done, total }: { done: number; total: number }): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < total ? `\r${done} of ${total} rounds of prompts` : "\r\x1b[K");
}

function compare(stated: ExperimentResult, found: ExperimentResult): void {
  const { numbers, largest, differences, differenceCount } = compareResults(stated, found);
  const words = `${numbers.toLocaleString("en")} numbers, the largest difference ${largest.toExponential(1)}`;
  if (differenceCount === 0) {
    process.stderr.write(`Agrees with the stated result to ${stated.digits} decimals: ${words}.\n`);
    return;
  }
  for (const { where, stated: of, found: other } of differences)
    process.stderr.write(`Differs: ${where}: stated ${JSON.stringify(of)}, found ${JSON.stringify(other)}\n`);
  throw new EngineError(
    "invalid-file",
    `It does not agree with the stated result to ${stated.digits} decimals: ${differenceCount} ${differenceCount === 1 ? "number differs" : "numbers differ"} of ${words}.`,
  );
}
