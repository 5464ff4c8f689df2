import { Command } from "commander";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { fitText } from "./adoption/fit-table";
import { ownCorpus, proofDefaults, proveFit } from "./adoption/prove-fit";
import { modelFolder } from "./open-named-model";
import { parseWhole } from "./options";
import { print } from "./print";

interface ProveOptions {
  model: string;
  corpus: string;
  windows: number;
  windowTokens: number;
  json: boolean;
}

export function proveCommand(): Command {
  return new Command("prove")
    .description(
      "Measure whether a model's dictionaries fit it: as they are used, under every other processing, and at its other sites. Written to fit.json beside the manifest.",
    )
    .requiredOption("--model <model>", "a model's name under models/, or the path of its folder")
    .option("--corpus <path>", "texts to measure on: .jsonl, .txt or a folder of them", ownCorpus)
    .option("--windows <count>", "how many windows are drawn from it", parseWhole, proofDefaults.windows)
    .option("--window-tokens <count>", "most tokens of a window", parseWhole, proofDefaults.windowTokens)
    .option("--json", "print JSON instead of tables", false)
    .exitOverride()
    .action(prove);
}

async function prove({ model, json, ...options }: ProveOptions): Promise<void> {
  const { ENGINE_PROVIDER: provider, ENGINE_THREADS: threads } = env();
  const runtime = await openRuntime({ provider, threads });
  const proof = await proveFit(modelFolder(model), { runtime, ...options });
  await print(json ? `${JSON.stringify(proof.fits)}\n` : `${fitText(proof)}\n`);
}
