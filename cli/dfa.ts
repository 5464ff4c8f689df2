import { Command } from "commander";
import { headTable } from "@/lib/engine/attribution/head-table";
import { parseTarget } from "@/lib/engine/attribution/target";
import { openNamedModel } from "./open-named-model";
import { type TextOptions, withText } from "./options";
import { print } from "./print";
import { tokensOf } from "./text-tokens";

interface DfaOptions extends TextOptions {
  target: string;
}

export function dfaCommand(): Command {
  return withText(new Command("dfa"))
    .description(
      "Split an attention feature by head and source position: direct feature attribution, as JSON.",
    )
    .requiredOption("--target <target>", "an attention feature at a position, attn.L.I@P")
    .option("--json", "print JSON, as it does without")
    .exitOverride()
    .action(printHeadTable);
}

async function printHeadTable(options: DfaOptions): Promise<void> {
  const model = await openNamedModel(options.model, options.dictionaries);
  try {
    const tokenIds = tokensOf(model, options).map(({ id }) => id);
    const result = await headTable(model, tokenIds, parseTarget(model, options.target));
    const { target, preActivation, table } = result;
    await print(`${JSON.stringify({ target, preActivation, table })}\n`);
  } finally {
    await model.close();
  }
}
