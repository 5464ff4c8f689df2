/** A token of a prompt's text: the first one of that text, or the `nth`, counted from 1. */
export interface TokenPlace {
  token: string;
  nth?: number;
}

/** What a prompt's circuit is of, always at the text's last token. */
export type StarterTarget =
  | { of: "logit"; token: string }
  | { of: "difference"; token: string; minus: string }
  /** The attention feature of a layer that fires strongest there. */
  | { of: "attention-feature"; layer: number };

/**
 * Something that a write-up says, and that is looked up in what was computed: where it does not hold, nothing is published.
 * ./state-claim.ts says what each means.
 */
export type StarterClaim =
  | { claim: "predicts"; token: string; atLeast: number }
  | { claim: "does-not-predict"; token: string }
  | { claim: "gives-most"; at: TokenPlace }
  | { claim: "gives"; at: TokenPlace; atLeast: number }
  | { claim: "gives-little"; at: TokenPlace; atMost: number }
  | { claim: "read-by"; at: TokenPlace }
  | { claim: "target-reads"; at: TokenPlace }
  | { claim: "agrees"; atLeast: number }
  | { claim: "disagrees"; atMost: number };

/** A prompt that the site traces for itself, and what is said of it if that is so. */
export interface StarterPrompt {
  /** For ever: under a name one finding is published. */
  name: string;
  model: string;
  text: string;
  target: StarterTarget;
  /** True as long as the claims are. */
  title: string;
  /** What one would like to know, and why it is a question at all. Says nothing of what was computed. */
  question: string;
  claims: readonly StarterClaim[];
  tags: readonly string[];
}
