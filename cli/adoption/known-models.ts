/** A public model, and the releases of dictionaries that are adopted with it unless others are named. */
export interface KnownModel {
  displayName: string;
  description: string;
  repository: string;
  revision: string;
  licence: string;
  /** By which files of dictionaries call it. */
  knownAs: readonly string[];
  /** By their names in lib/engine/dictionaries/known-releases.ts; of each kind the first is read by default. */
  releases: readonly string[];
  sources: readonly string[];
}

export const knownModels: Readonly<Record<string, KnownModel>> = {
  "gpt2-small": {
    displayName: "GPT-2 small",
    description: "OpenAI's GPT-2 with 12 layers and 124 million parameters.",
    repository: "openai-community/gpt2",
    revision: "607a30d783dfa663caf39e06633721c8d4cfcd7e",
    licence: "mit",
    knownAs: ["gpt2-small", "gpt2"],
    releases: ["gpt2-small-hook-z-kk", "gpt2-small-res-jb", "gpt2-small-transcoders"],
    sources: ["The repository's own card and commit; TransformerLens calls openai-community/gpt2 gpt2-small"],
  },
};
