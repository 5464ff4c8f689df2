import { unsupported } from "../errors";
import type { DictionaryFiles } from "./read-dictionary";

/** Refuses an activation function that the architecture does not have; a file may leave it unsaid. */
export function requireFunction({ config, configFile }: DictionaryFiles, ...known: string[]): void {
  const other = config.activationFunctions.find((name) => !known.includes(name));
  if (other === undefined) return;
  const reason = `activation_fn ${other} of the architecture ${config.architecture} is not supported`;
  throw unsupported(configFile.label, reason);
}
