import { type Command, InvalidArgumentError } from "commander";
import { type DictionaryKind, dictionaryKinds, isFeatureKind } from "@/lib/circuit-format/kinds";

export interface TextOptions {
  model: string;
  text: string;
  asWritten: boolean;
  dictionaries: SetOptions;
}

/** The dictionary set to read with of each kind: null for none, the manifest's first where it is not named. */
export type SetOptions = Partial<Record<DictionaryKind, string | null>>;

/** The options that name a text and the model it runs through. */
export function withText(command: Command): Command {
  return command
    .requiredOption("--model <model>", "a model's name under models/, or the path of its folder")
    .requiredOption("--text <text>", "the text; the beginning-of-text token is put in front of it")
    .option("--as-written", "put none in front of a text that begins with its own", false)
    .option(
      "--dictionaries <kind=name>",
      "read with this dictionary set of a kind, attn=my-saes, or without one, attn=none; once for each kind",
      addSet,
      {},
    );
}

function addSet(value: string, sets: SetOptions): SetOptions {
  const [kind = "", name = "", ...rest] = value.split("=");
  if (!isFeatureKind(kind) || name === "" || rest.length > 0)
    throw new InvalidArgumentError(`Write a kind and a name: ${dictionaryKinds.join("=…, ")}=….`);
  if (kind in sets)
    throw new InvalidArgumentError(
      `The set of ${kind} is named twice: a text is read with one set of a kind.`,
    );
  return { ...sets, [kind]: name === "none" ? null : name };
}

export function parseWhole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It must be a whole number from 0.");
  return Number(value);
}

export function parseNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) throw new InvalidArgumentError("It must be a number.");
  return number;
}

/** How a target is written, for `--help`. */
export const targetHelp =
  'attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.ID@P or logit-diff.ID-ID@P; a token\'s text in quotes may stand for its ID: logit." Mary"@14';
