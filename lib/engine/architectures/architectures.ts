import type { Architecture } from "./architecture";
import { gpt2 } from "./gpt2";

/** The families there are, by the word of a manifest's `architecture`. */
export const architectures: Readonly<Record<string, Architecture>> = { gpt2 };
