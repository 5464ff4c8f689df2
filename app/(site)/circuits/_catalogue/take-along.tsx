import { TextLink } from "@/components/ui/link";
import type { CatalogueQuery } from "@/lib/catalogue/catalogue-query";
import { feedAddress } from "./feed-address";

/** Ways to follow a list of findings from elsewhere. */
export function TakeAlong({ query }: { query: CatalogueQuery }) {
  return (
    <p className="mt-4 text-ink-soft text-s">
      Follow what is published here: <TextLink href={feedAddress(query)}>Atom feed</TextLink>.
    </p>
  );
}
