import type { DictionaryKind, NodeKind } from "./kinds";

/** A dictionary by its kind, as a sentence names it. */
export const dictionaryWords: Readonly<Record<DictionaryKind, string>> = {
  attn: "attention dictionary",
  resid: "residual dictionary",
  mlp: "transcoder",
};

const error = {
  name: "error",
  explanation:
    "What the dictionary fails to reconstruct here: real, and unnamed. A circuit that leans on it explains less.",
};

const bias = {
  name: "biases",
  explanation: "Constants of the model and its dictionaries: they are added whatever the text says.",
};

/** The kinds of node in words, with what each is. */
export const kindWords: Readonly<Record<NodeKind, { name: string; explanation: string }>> = {
  attn: {
    name: "attention",
    explanation:
      "A feature of what a layer's attention heads write: information moved here from earlier tokens, read from all heads together. Where the dictionary reads what attention has written already, its features are leaves.",
  },
  resid: {
    name: "residual",
    explanation:
      "A feature of the residual stream as it enters a layer: what the model holds about this token so far. Where the dictionary reads the stream between attention and MLP, its features are leaves.",
  },
  mlp: {
    name: "MLP",
    explanation:
      "A feature of a layer's MLP, from a transcoder: what the layer computes at this token from what is already there. Where the dictionary reads what the MLP has written already, its features are leaves.",
  },
  "attn-error": error,
  "resid-error": error,
  "mlp-error": error,
  "mlp-out": {
    name: "MLP output",
    explanation: "All that this layer's MLP writes here. No dictionary was used that would take it apart.",
  },
  "mlp-skip": {
    name: "MLP skip",
    explanation:
      "What a skip transcoder writes past its features: a linear map of what the MLP reads here. Nothing is traced behind it.",
  },
  embed: { name: "token", explanation: "What the model knows of the token before it looks at any other." },
  pos: {
    name: "position",
    explanation: "What the model knows of the place in the text, whatever stands there.",
  },
  bias,
  "attn-bias": bias,
  "mlp-bias": bias,
  logit: {
    name: "logit",
    explanation: "The score that the model gives a next token, before it is made a probability.",
  },
  "logit-diff": {
    name: "logit difference",
    explanation:
      "How much higher the model scores one next token than another: what decides between the two.",
  },
};
