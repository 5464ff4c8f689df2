import { Command } from "commander";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import { modelIdentity } from "./model-identity";
import { openNamedModel } from "./open-named-model";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";

export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "Recompute a circuit file and compare it node by node, edge by edge. Exit code 1 if it fails.",
    )
    .argument("<file>", "a circuit-commons/circuit@1 document, as `commons circuit --json` prints it")
    .option("--model <model>", "the model to recompute with, instead of the one the file names")
    .option("--json", "print JSON, as it does without")
    .exitOverride()
    .action(verifyFile);
}

async function verifyFile(file: string, options: { model?: string }): Promise<void> {
  const stored = parseCircuit(readJsonDocument(file));
  const name = options.model ?? stored.spec.model;
  const model = await openNamedModel(name, setsOf(stored));
  try {
    const comparison = await verifyCircuit(model, await modelIdentity(name, model), stored);
    await print(`${JSON.stringify(comparison)}\n`);
    if (comparison.matches) return;
    const [first] = comparison.differences;
    throw new EngineError(
      "invalid-file",
      `The circuit does not match its recomputation: ${comparison.differenceCount} differences, the first at ${first?.where} (${first?.what}).`,
    );
  } finally {
    await model.close();
  }
}

/** The dictionary sets a circuit was computed with, and none of the kinds it does without. */
function setsOf({ spec }: Circuit): NonNullable<Parameters<typeof openNamedModel>[1]> {
  const nameOf = (kind: DictionaryKind) => spec.dictionarySets.find((set) => set.kind === kind)?.name ?? null;
  return Object.fromEntries(dictionaryKinds.map((kind) => [kind, nameOf(kind)]));
}
