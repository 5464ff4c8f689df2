interface SentencesProps {
  /** What they are about, for those who come to them by keyboard or by ear. */
  label: string;
  sentences: readonly string[];
}

/** A list that may be long: it scrolls within itself. */
export function Sentences({ label, sentences }: SentencesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="sentences scroller" aria-label={label} tabIndex={0}>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
