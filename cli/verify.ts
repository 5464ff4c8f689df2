import { Command } from "commander";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import type { LoadedModel } from "@/lib/engine/model";
import { isFindingFile, readFindingFile } from "@/lib/finding-format/finding-file";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { modelIdentity } from "./model-identity";
import { openNamedModel } from "./open-named-model";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";
import { verifyFinding } from "./verify-finding";

interface VerifyOptions {
  model?: string;
  hash?: string;
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "Recompute a circuit file and compare it node by node, edge by edge; of a finding's file its causal checks and hashes too. Exit code 1 if it fails.",
    )
    .argument(
      "<file>",
      "a circuit-commons/circuit@1 document, as `commons circuit --json` prints it, or a circuit-commons/finding@1 file of a site",
    )
    .option("--model <model>", "the model to recompute with, instead of the one the file names")
    .option("--hash <hash>", "the content hash that was cited: a finding's file must have it")
    .option("--json", "print JSON, as it does without")
    .exitOverride()
    .action(verifyFile);
}

async function verifyFile(file: string, options: VerifyOptions): Promise<void> {
  const document = readJsonDocument(file);
  if (isFindingFile(document)) return verifyFindingFile(document, options);
  if (options.hash !== undefined)
    throw new EngineError("invalid-input", "Only a finding's file has a content hash, and this is none.");
  const stored = parseCircuit(document);
  await onModelOf(stored, options.model, async (model, name) => {
    const comparison = await verifyCircuit(model, await modelIdentity(name, model), stored);
    await print(`${JSON.stringify(comparison)}\n`);
    if (comparison.matches) return;
    const [first] = comparison.differences;
    throw new EngineError(
      "invalid-file",
      `The circuit does not match its recomputation: ${comparison.differenceCount} differences, the first at ${first?.where} (${first?.what}).`,
    );
  });
}

async function verifyFindingFile(document: unknown, { model: wanted, hash }: VerifyOptions): Promise<void> {
  if (hash !== undefined && !hashSchema.safeParse(hash).success)
    throw new EngineError("invalid-input", "A content hash is a SHA-256 in hexadecimal: 64 of 0-9 and a-f.");
  const finding = readFindingFile(document);
  await onModelOf(finding.circuit, wanted, async (model, name) => {
    const verified = await verifyFinding(model, finding, { name, cited: hash ?? null });
    await print(`${JSON.stringify(verified)}\n`);
    for (const { agrees, says } of verified.claims)
      process.stderr.write(`${agrees ? "Agrees" : "Differs"}: ${says}\n`);
    if (verified.matches) return;
    const parts = verified.claims.filter(({ agrees }) => !agrees).map(({ part }) => part);
    throw new EngineError("invalid-file", `This file does not hold: ${parts.join(", ")}.`);
  });
}

/** Does a work on the model that a circuit names, or another, with the circuit's dictionaries, and closes it. */
async function onModelOf(
  circuit: Circuit,
  wanted: string | undefined,
  work: (model: LoadedModel, name: string) => Promise<void>,
): Promise<void> {
  const name = wanted ?? circuit.spec.model;
  const model = await openNamedModel(name, setsOf(circuit));
  try {
    await work(model, name);
  } finally {
    await model.close();
  }
}

/** The dictionary sets a circuit was computed with, and none of the kinds it does without. */
export function setsOf({ spec }: Circuit): NonNullable<Parameters<typeof openNamedModel>[1]> {
  const nameOf = (kind: DictionaryKind) => spec.dictionarySets.find((set) => set.kind === kind)?.name ?? null;
  return Object.fromEntries(dictionaryKinds.map((kind) => [kind, nameOf(kind)]));
}
