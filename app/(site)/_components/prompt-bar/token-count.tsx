interface TokenCountProps {
  /** Null where nobody knows. */
  tokens: number | null;
  limit: number;
  /** Whether the number is of what stands there, is being counted, or could not be. */
  state: "known" | "counting" | "unknown";
}

/** How many tokens a text has, and how many the model takes. */
export function TokenCount({ tokens, limit, state }: TokenCountProps) {
  const shown = state === "unknown" || tokens === null ? "?" : tokens;
  return (
    <output
      className="prompt-bar-count"
      data-over={(state === "known" && tokens !== null && tokens > limit) || undefined}
      data-counting={state === "counting" || undefined}
      title={state === "unknown" ? "The tokens could not be counted just now." : undefined}
    >
      {shown} of {limit} tokens
    </output>
  );
}
