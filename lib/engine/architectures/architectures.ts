import type { Architecture } from "./architecture";
import { gpt2 } from "./gpt2";
import { llama } from "./llama";

/** The families there are, by the word of a manifest's `architecture`. */
export const architectures = { gpt2, llama } satisfies Record<string, Architecture>;
