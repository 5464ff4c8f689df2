import { Command } from "commander";
import { qkPairs } from "@/lib/engine/attribution/query-key";
import { openNamedModel } from "./open-named-model";
import { parseWhole, type TextOptions, withText } from "./options";
import { print } from "./print";
import { tokensOf } from "./text-tokens";

interface QkOptions extends TextOptions {
  layer: number;
  head: number;
  query: number;
  key: number;
  top?: number;
}

export function qkCommand(): Command {
  return withText(new Command("qk"))
    .description("Split a head's score between two positions into pairs of residual features, as JSON.")
    .requiredOption("--layer <layer>", "the head's layer, from 0", parseWhole)
    .requiredOption("--head <head>", "the head, from 0", parseWhole)
    .requiredOption("--query <position>", "the position that looks", parseWhole)
    .requiredOption("--key <position>", "the position that is looked at", parseWhole)
    .option("--top <count>", "print the largest pairs only", parseWhole)
    .option("--json", "print JSON, as it does without")
    .exitOverride()
    .action(printPairs);
}

async function printPairs(options: QkOptions): Promise<void> {
  const model = await openNamedModel(options.model, options.dictionaries);
  try {
    const tokenIds = tokensOf(model, options).map(({ id }) => id);
    const result = await qkPairs(model, tokenIds, options);
    await print(`${JSON.stringify({ ...result, pairs: result.pairs.slice(0, options.top) })}\n`);
  } finally {
    await model.close();
  }
}
