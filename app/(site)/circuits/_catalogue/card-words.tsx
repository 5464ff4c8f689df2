import { Term } from "@/app/_components/term/term";

/** The words that stand on the cards of findings, for a page on which nothing else explains them. */
export function CardWords() {
  return (
    <p className="mt-4 max-w-prose text-ink-soft text-s">
      On the cards: <Term of="verified" />, <Term of="causally-checked">checked</Term>,{" "}
      <Term of="completeness" /> and <Term of="replacement-score">replacement</Term> say how far a{" "}
      <Term of="circuit" /> was checked; what it explains is its <Term of="target" />.
    </p>
  );
}
