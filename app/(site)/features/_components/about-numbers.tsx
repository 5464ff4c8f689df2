import { formatCount } from "@/components/ui/format-number";
import type { FeatureEvidenceView } from "@/lib/features/view";
import { type Level, Part } from "./part";

/** What the numbers are of, and what they leave out. */
export function AboutNumbers({
  evidence: { corpora },
  level,
}: {
  evidence: FeatureEvidenceView;
  level: Level;
}) {
  return (
    <Part level={level} title="What was read">
      <ul className="text-m">
        {corpora.map(({ name, licence, tokens, windows }) => (
          <li key={name}>
            {name}: {formatCount(tokens)} tokens in {formatCount(windows)} windows, {licence}
          </li>
        ))}
      </ul>
      <p className="mt-1 max-w-prose text-ink-soft text-s">
        The first token of each window is left out, since dictionaries are not trained on it, and so is what
        fires on any other that this one was not trained on by what its file says. Density, histogram, bands
        and maximum are counted over all that was read; tokens, heads and what fires with it are estimated
        from windows that were drawn. Activations within examples are rounded to three digits.
      </p>
    </Part>
  );
}
