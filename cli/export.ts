import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import { EngineError } from "@/lib/engine/errors";
import { componentCircuit } from "./component-circuit";
import { extrasOfModel } from "./extras-of-model";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";

interface ExportOptions {
  format: "neuronpedia" | "mib" | "circuit";
  model?: string;
  out?: string;
}

export function exportCommand(): Command {
  return new Command("export")
    .description(
      "Write a circuit file as the attribution graph that Neuronpedia and circuit-tracer read, as the circuit over heads and MLPs that MIB reads, or checked as it is. What that loses is listed on standard error.",
    )
    .argument("<file>", "a circuit-commons/circuit@1 document, as `commons circuit --json` prints it")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["neuronpedia", "mib", "circuit"])
        .makeOptionMandatory(),
    )
    .option(
      "--model <model>",
      "the model that it was computed with, where it is at hand: its layers and the target's probability are written too. MIB's format needs it, and takes the one that the file names",
    )
    .option("--out <file>", "write to this file instead of standard output")
    .exitOverride()
    .action(exportFile);
}

async function exportFile(file: string, { format, model, out }: ExportOptions): Promise<void> {
  const document = readJsonDocument(file);
  if (format === "circuit") return write(checkCircuit(document).circuit, out);
  if (format === "mib") {
    const { circuit, lost } = await componentCircuit(document, model);
    await write(circuit, out);
    process.stderr.write(lost.map((line) => `Not in it: ${line}.\n`).join(""));
    return;
  }
  const { graph, lost, notes } = exportAttributionGraph(
    document,
    model === undefined ? {} : await extrasOfModel(document, model),
  );
  await write(graph, out);
  const lines = [...lost.map((line) => `Not for other readers: ${line}.`), ...notes];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

async function write(value: unknown, out: string | undefined): Promise<void> {
  const text = `${JSON.stringify(value)}\n`;
  if (out === undefined) return print(text);
  try {
    writeFileSync(out, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError("invalid-input", `${out} cannot be written: ${reason}.`, {}, { cause });
  }
}
