import { Command, InvalidArgumentError, Option } from "commander";
import { type FeatureId, formatNodeId } from "@/lib/circuit-format/node-id";
import { knowsPosition } from "@/lib/circuit-format/processing";
import type { LoadedModel, RunResult } from "@/lib/engine/model";
import type { Token } from "@/lib/engine/tokens/tokenizer";
import { placeTokens } from "@/lib/tokens/token-text";
import { tokenLiteral } from "@/lib/tokens/token-words";
import { openNamedModel } from "./open-named-model";
import { type TextOptions, withText } from "./options";
import { print } from "./print";
import { formatTable } from "./table";
import { tokensOf } from "./text-tokens";

interface FeaturesOptions extends TextOptions {
  json: boolean;
  top: number;
  firstToken: (typeof whenFirst)[number];
}

/** Whether features at the beginning-of-text token are listed among the strongest. */
const whenFirst = ["trained", "always", "never"] as const;

export function featuresCommand(): Command {
  return withText(new Command("features"))
    .description("Run a text through a model and list which features are active on which token.")
    .option("--json", "print everything as JSON instead of a table", false)
    .option("--top <count>", "how many of the strongest features the table lists", parseCount, 40)
    .addOption(
      new Option(
        "--first-token <when>",
        "whether the table lists features at the first token: of dictionaries that may have been trained on it, always or never. Of other tokens those that a dictionary was not trained on are listed only by always",
      )
        .choices(whenFirst)
        .default("trained"),
    )
    .exitOverride()
    .action(listFeatures);
}

async function listFeatures(options: FeaturesOptions): Promise<void> {
  const model = await openNamedModel(options.model, options.dictionaries);
  try {
    const tokens = tokensOf(model, options);
    const result = await model.run(tokens.map(({ id }) => id));
    await print(
      options.json
        ? `${JSON.stringify(toJson(model, tokens, result))}\n`
        : toTables(tokens, result, options.top, ({ kind, layer, position }) => {
            if (options.firstToken === "always") return true;
            if (position === 0 && options.firstToken === "never") return false;
            const dictionary = model.dictionaries.find((each) => each.kind === kind && each.layer === layer);
            const token = { position, id: tokens[position]?.id ?? 0 };
            return (
              !dictionary ||
              knowsPosition(dictionary.texts, { ...token, isSpecial: model.isSpecial(token.id) })
            );
          }),
    );
  } finally {
    await model.close();
  }
}

interface ListedFeature extends FeatureId {
  activation: number;
}

/** Sorted by kind, layer, position, index, as the engine gives them. */
function listed(result: RunResult): ListedFeature[] {
  return result.features.flatMap(({ kind, layer, positions, indices, activations }) =>
    Array.from(activations, (activation, i) => ({
      kind,
      layer,
      index: indices[i] ?? 0,
      position: positions[i] ?? 0,
      activation: shortest(activation),
    })),
  );
}

function toJson(model: LoadedModel, tokens: Token[], result: RunResult) {
  const predictions = (result.predictions.at(-1) ?? []).map(({ logit, probability, ...token }) => {
    return { ...token, logit: shortest(logit), probability: shortest(probability) };
  });
  return { model: model.manifest.name, tokens, features: listed(result), predictions };
}

function toTables(
  tokens: Token[],
  result: RunResult,
  top: number,
  isListed: (feature: FeatureId) => boolean,
): string {
  const features = listed(result);
  const wanted = features.filter(isListed);
  const left = features.length - wanted.length;
  const strongest = wanted.toSorted((a, b) => b.activation - a.activation).slice(0, top);
  const placed = placeTokens(tokens);
  const rows = strongest.map((feature) => [
    formatNodeId(feature),
    tokenLiteral(placed[feature.position]),
    feature.activation.toFixed(3),
  ]);
  const predictions = (result.predictions.at(-1) ?? []).map(({ logit, probability, ...token }) => [
    tokenLiteral(token),
    logit.toFixed(3),
    `${(100 * probability).toFixed(2)}%`,
  ]);
  return [
    `${features.length} features are active on ${tokens.length} tokens; the strongest ${rows.length}${left > 0 ? `, without ${left} at ${whereLeft(features, wanted)} (--first-token always lists them)` : ""}:`,
    formatTable(["feature", "token", "activation"], rows, [2]),
    "What the model expects next:",
    formatTable(["token", "logit", "probability"], predictions, [1, 2]),
    "",
  ].join("\n\n");
}

/** Where those are that are not listed. */
function whereLeft(features: readonly ListedFeature[], wanted: readonly ListedFeature[]): string {
  const shown = new Set(wanted);
  const isAtFirst = features.every((each) => each.position === 0 || shown.has(each));
  return isAtFirst ? "the first token" : "tokens that their dictionaries were not trained on";
}

/** Nine significant digits name a float32 exactly. */
function shortest(float32: number): number {
  return Number(float32.toPrecision(9));
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!/^\d{1,6}$/.test(value) || count < 1)
    throw new InvalidArgumentError("It must be a whole number from 1.");
  return count;
}
