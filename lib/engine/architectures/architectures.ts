import type { Architecture } from "./architecture";
import { gpt2 } from "./gpt2";

/** The families there are, by the word of a manifest's `architecture`. */
export const architectures = { gpt2 } satisfies Record<string, Architecture>;
