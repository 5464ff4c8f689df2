import { Command } from "commander";
import { circuitJsonSchema } from "@/lib/attribution-graphs/circuit-json-schema";
import { print } from "./print";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of circuit files (circuit-commons/circuit@1).")
    .exitOverride()
    .action(() => print(`${JSON.stringify(circuitJsonSchema(), null, 2)}\n`));
}
