import { namePrompts } from "./name-prompts";
import type { StarterPrompt } from "./starter-prompt";
import { wordPrompts } from "./word-prompts";

/** What the site traces, checks and publishes for itself. A prompt that a release adds is traced at its first start. */
export const starterPrompts: readonly StarterPrompt[] = [...namePrompts, ...wordPrompts];

export function findPrompt(name: string): StarterPrompt | undefined {
  return starterPrompts.find((prompt) => prompt.name === name);
}
