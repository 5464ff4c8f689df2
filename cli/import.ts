import { Command } from "commander";
import { importAttributionGraph } from "@/lib/attribution-graphs/import-attribution-graph";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";

export function importCommand(): Command {
  return new Command("import")
    .description(
      "Read an attribution graph of Neuronpedia or circuit-tracer and print it as a circuit-commons/circuit@1 document. Faults and losses are listed on standard error.",
    )
    .argument("<file>", "an attribution graph as JSON")
    .option("--target <target>", "which of several predicted tokens the circuit is of, as logit.ID@P")
    .exitOverride()
    .action(importFile);
}

async function importFile(file: string, options: { target?: string }): Promise<void> {
  const { circuit, problems, lost } = importAttributionGraph(readJsonDocument(file), options);
  await print(`${JSON.stringify(circuit)}\n`);
  const lines = [...problems.map((line) => `Problem: ${line}.`), ...lost.map((line) => `Lost: ${line}.`)];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}
