import { Command } from "commander";
import type { Edit } from "@/lib/circuit-format/edit";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { EngineError } from "@/lib/engine/errors";
import { type EditedRunOptions, printEditedRun, withEditedRun } from "./edited-run";
import { parseWhole, withText } from "./options";

interface SpliceOptions extends EditedRunOptions {
  dictionary: string[];
  position?: number[];
  withoutError: boolean;
}

export function spliceCommand(): Command {
  const command = withText(new Command("splice"))
    .description(
      "Put a dictionary's reconstruction in its site's place, and print what that changes, as JSON.",
    )
    .requiredOption("--dictionary <dictionary...>", "one or more dictionaries, as attn.L, resid.L or mlp.L")
    .option("--position <position...>", "where to do so; at every token where left out", parsePositions)
    .option("--without-error", "leave out what the dictionary misses of the site in the unedited run", false);
  return withEditedRun(command).exitOverride().action(printSplice);
}

async function printSplice(options: SpliceOptions): Promise<void> {
  const { dictionary: dictionaries, position: positions, withoutError } = options;
  const place = positions && { positions };
  const how = { ...place, keepError: !withoutError };
  await printEditedRun(options, { dictionaries, ...place, withoutError }, async () =>
    dictionaries.map((text) => ({ do: "splice", ...parseDictionary(text), ...how })),
  );
}

function parsePositions(value: string, before: number[] = []): number[] {
  return [...before, parseWhole(value)];
}

function parseDictionary(text: string): Pick<Edit, "kind" | "layer"> {
  const [, name, layer] = /^([a-z]+)\.(0|[1-9]\d{0,5})$/.exec(text) ?? [];
  const kind = dictionaryKinds.find((known) => known === name);
  if (kind) return { kind, layer: Number(layer) };
  throw new EngineError(
    "invalid-input",
    `${JSON.stringify(text.slice(0, 100))} is not a dictionary. Write attn.L, resid.L or mlp.L.`,
  );
}
