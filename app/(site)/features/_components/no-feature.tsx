import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { nearestFeature } from "@/lib/features/nearest-feature";

interface NoFeatureProps {
  /** What is not there, and what is. */
  sentence: string;
  /** What was asked for; null where it cannot be read. */
  address: FeatureAddress | null;
}

/** The page of an address that has no feature: which part of it there is not, and the nearest that there is. */
export async function NoFeature({ sentence, address }: NoFeatureProps) {
  const nearest = address && (await nearestFeature(address));
  return (
    <NotFoundNotice title="There is no feature at this address.">
      {sentence}{" "}
      {nearest && (
        <>
          The nearest there is: <TextLink href={featurePath(nearest)}>{formatFeature(nearest)}</TextLink> of{" "}
          <TextLink href={`/models/${nearest.model}`}>{nearest.model}</TextLink>.{" "}
        </>
      )}
      <TextLink href="/models">The models of this site</TextLink> say how many features each has.
    </NotFoundNotice>
  );
}
