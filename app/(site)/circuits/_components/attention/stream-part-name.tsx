import { FeatureName } from "@/app/(site)/_components/feature-card/feature-name";
import type { StreamPart } from "@/lib/circuit-format/attention-score";
import { formatFeature } from "@/lib/circuit-format/node-id";

interface StreamPartNameProps {
  part: StreamPart;
  layer: number;
  names: ReadonlyMap<string, string>;
}

/** A part of the residual stream that a head reads: a feature by its name, the error or the constants. */
export function StreamPartName({ part, layer, names }: StreamPartNameProps) {
  if (typeof part !== "number") return <span className="stream-part text-ink-soft">{part}</span>;
  const feature = { kind: "resid", layer, index: part } as const;
  const id = formatFeature(feature);
  const name = names.get(id);
  return (
    <span className="stream-part" title={name ? `${name}, ${id}` : id}>
      <FeatureName feature={feature} label={name && `${name}, ${id}`}>
        {name ?? id}
      </FeatureName>
    </span>
  );
}
