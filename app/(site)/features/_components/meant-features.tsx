import { KindGlyph } from "@/components/ui/kind-glyph";
import { TextLink } from "@/components/ui/link";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { MeantFeatures as Meant } from "@/lib/features/list-view";

/** What an id that somebody typed may mean here. */
export function MeantFeatures({ meant: { features, sentence } }: { meant: Meant }) {
  return (
    <section aria-label="What the id means" className="mb-6">
      {sentence && <p className="max-w-prose text-m">{sentence}</p>}
      <ul className="mt-2">
        {features.map(({ name, words, ...feature }) => (
          <li key={featurePath(feature)} className="list-row flex-wrap text-m">
            <span className="inline-flex items-center gap-2 whitespace-nowrap">
              <KindGlyph kind={feature.kind} />
              <TextLink href={featurePath(feature)} className="mono">
                {formatFeature(feature)}
              </TextLink>
            </span>
            <span>{name ?? "not read for yet"}</span>
            <span className="text-ink-soft text-s max-sm:basis-full">{words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
