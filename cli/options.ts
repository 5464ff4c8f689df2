import { type Command, InvalidArgumentError } from "commander";

export interface TextOptions {
  model: string;
  text: string;
}

/** The options that name a text and the model it runs through. */
export function withText(command: Command): Command {
  return command
    .requiredOption("--model <model>", "a model's name under models/, or the path of its folder")
    .requiredOption("--text <text>", "the text; the beginning-of-text token is put in front of it");
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
