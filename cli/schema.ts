import { Argument, Command } from "commander";
import { circuitJsonSchema } from "@/lib/attribution-graphs/circuit-json-schema";
import { experimentJsonSchema, experimentResultJsonSchema } from "@/lib/experiment-format/json-schemas";
import { print } from "./print";

const schemas = {
  circuit: circuitJsonSchema,
  experiment: experimentJsonSchema,
  "experiment-result": experimentResultJsonSchema,
} as const;

export function schemaCommand(): Command {
  return new Command("schema")
    .description(
      "Print the JSON Schema of circuit files (circuit-commons/circuit@1), of experiments, or of their results.",
    )
    .addArgument(new Argument("[format]", "of what").choices(Object.keys(schemas)).default("circuit"))
    .exitOverride()
    .action((format: keyof typeof schemas) => print(`${JSON.stringify(schemas[format](), null, 2)}\n`));
}
