import type { ReactNode } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { Link, TextLink } from "@/components/ui/link";
import { WalkedStrips } from "@/components/ui/walked-strips";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { FeatureView } from "@/lib/features/view";
import { BesideForm } from "./beside-form";
import { PageKeys } from "./page-keys";
import { nameOf, type ShownFeature, shownQuery } from "./shown-feature";

interface FeatureWaysProps {
  address: FeatureAddress;
  feature: FeatureView;
  shown: ShownFeature;
  children: ReactNode;
}

/** Where one goes from here: the features before and after, this one alone, or another beside it. */
export function FeatureWays({ address, feature, shown, children }: FeatureWaysProps) {
  const { index } = address;
  // What is looked at of this one alone stays here.
  const query = shownQuery({ ...shown, band: null, head: null, run: null, example: null });
  const at = (to: number) => featurePath({ ...address, index: to }) + (query === "?" ? "" : query);
  const previous = index > 0 ? at(index - 1) : null;
  const next = index + 1 < feature.features ? at(index + 1) : null;
  return (
    <nav aria-label="Other features" className="feature-ways">
      {previous && (
        <Link href={previous} rel="prev" title="Shift and \u2190" className="text-link">
          <span aria-hidden="true">{"\u2190"}</span> {index - 1}
        </Link>
      )}
      {next && (
        <Link href={next} rel="next" title="Shift and \u2192" className="text-link">
          {index + 1} <span aria-hidden="true">{"\u2192"}</span>
        </Link>
      )}
      <PageKeys previous={previous} next={next} />
      <WalkedStrips />
      {shown.beside !== null && (
        <TextLink href={shownQuery({ ...shown, beside: null })}>{nameOf(feature)} alone</TextLink>
      )}
      <BesideForm shown={shown} action={featurePath(address)} />
      {children}
      <CopyLink />
    </nav>
  );
}
