import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { EngineError } from "@/lib/engine/errors";
import { AppError } from "@/lib/errors";
import { ExperimentFault } from "@/lib/experiment-format/experiment-fault";
import { bundledFamily, bundledNames } from "@/lib/families/bundled/bundled-families";
import { familyHash } from "@/lib/families/family-hash";
import { checkFamily, type FamilyReport } from "@/lib/family-format/check-family";
import { expandFamily } from "@/lib/family-format/expand-family";
import { FamilyFault } from "@/lib/family-format/family-fault";
import { lengthWords } from "@/lib/family-format/length-words";
import { familyLimits } from "@/lib/family-format/limits";
import { promptLines } from "@/lib/family-format/prompt-lines";
import type { ReadFamily } from "@/lib/family-format/read-family";
import { readFamilyFile } from "@/lib/family-format/read-family-file";
import { openNamedTokenizer } from "./open-named-tokenizer";
import { parseWhole } from "./options";
import { print } from "./print";

export const familyHelp = `a circuit-commons/family@1 file, prompts as JSON lines, or the name of one that comes with the site (${bundledNames.join(", ")})`;

export function familiesCommand(): Command {
  return new Command("families")
    .description("Families of prompts: check one, or write out its prompts. No site is asked.")
    .exitOverride()
    .addCommand(checkCommand())
    .addCommand(expandCommand());
}

interface CheckOptions {
  model?: string;
  json: boolean;
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Say whether a family is sound and, with a model, whether its tokenizer finds every role and has every token that is measured. Exit code 1 unless all is well.",
    )
    .argument("<file>", familyHelp)
    .option("--model <model>", "a model's name under models/, or the path of its folder")
    .option("--json", "print the report as JSON", false)
    .exitOverride()
    .action((file: string, options: CheckOptions) => orSaid(() => check(file, options)));
}

async function check(file: string, { model, json }: CheckOptions): Promise<void> {
  const read = readNamedFamily(file);
  const hash = familyHash(read.family);
  const { title } = read.family;
  const report = model === undefined ? null : checkFamily(read, openNamedTokenizer(model));
  const { prompts, fewer } = expandFamily(read);
  const heldOut = prompts.filter((prompt) => prompt.heldOut).length;
  const known = { title, hash, prompts: prompts.length, heldOut, fewer };
  await print(
    json
      ? `${JSON.stringify({ ...known, model: report && { name: model, ...report } })}\n`
      : [
          `${title}: ${prompts.length} prompts, ${heldOut} of them held out.`,
          ...wordsOf(report, fewer),
          `hash ${hash}`,
          "",
        ].join("\n"),
  );
  const faults = report?.faults.length ?? 0;
  if (faults > 0)
    throw new AppError(
      "unprocessable",
      `The family does not fit ${model}: ${faults} ${faults === 1 ? "thing" : "things"} to mend.`,
    );
}

function wordsOf(report: FamilyReport | null, fewer: FamilyReport["fewer"]): string[] {
  const words = fewer.map(
    ({ template, draws, prompts }) =>
      `Template "${template}" has words for ${prompts} different prompts, and ${draws} were asked for.`,
  );
  if (!report) return words;
  const { tokens, faults } = report;
  return [
    ...words,
    lengthWords(tokens),
    ...faults.map(({ says, prompts, first }) => `${says} (${prompts} of its prompts, first prompt ${first})`),
    ...(faults.length === 0 ? ["Every role is found, and every token that is measured is there."] : []),
  ];
}

interface ExpandOptions {
  rule?: string;
  seed?: number;
  only?: string;
}

function expandCommand(): Command {
  return new Command("expand")
    .description(
      "Write a family's prompts, a JSON object a line: text, roles (first UTF-16 unit, and the one after the last), answer, distractor, counterfactual.",
    )
    .argument("<file>", familyHelp)
    .option("--rule <name>", "make counterfactuals by this rule of the family instead of its first")
    .option("--seed <number>", "draw by another seed than the family's", parseWhole)
    .option("--only <part>", "shown or held-out: that part alone")
    .exitOverride()
    .action((file: string, options: ExpandOptions) => orSaid(() => expand(file, options)));
}

async function expand(file: string, { rule, seed, only }: ExpandOptions): Promise<void> {
  if (only !== undefined && only !== "shown" && only !== "held-out")
    throw new AppError("unprocessable", "--only is shown or held-out.");
  const options = { ...(rule !== undefined && { rule }), ...(seed !== undefined && { seed }) };
  const { prompts } = expandFamily(readNamedFamily(file), options);
  await print(
    promptLines(prompts.filter(({ heldOut }) => only === undefined || heldOut === (only === "held-out"))),
  );
}

export function readNamedFamily(file: string): ReadFamily {
  const bundled = existsSync(file) ? null : bundledFamily(file);
  if (bundled) return bundled;
  const label = path.basename(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw new EngineError("not-found", `There is no file ${label}, and no family of that name.`);
  if (!stats.isFile()) throw new EngineError("invalid-file", `${label} is not a file.`);
  // Not read where it is refused for its size.
  if (stats.size > familyLimits.maxFileBytes)
    throw new FamilyFault(
      `${label} has ${stats.size.toLocaleString("en")} bytes, and ${familyLimits.maxFileBytes.toLocaleString("en")} is the most that is read.`,
    );
  return readFamilyFile(readFileSync(file), { title: label.slice(0, familyLimits.maxTitleLength) });
}

/** What is wrong with a family or an experiment is the reader's to mend. */
export async function orSaid(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FamilyFault || error instanceof ExperimentFault)
      throw new AppError("unprocessable", error.message);
    throw error;
  }
}
