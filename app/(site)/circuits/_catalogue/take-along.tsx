import { TableLinks } from "@/app/_components/table-links";
import { TextLink } from "@/components/ui/link";
import { addressOf, type CatalogueQuery } from "@/lib/catalogue/catalogue-query";
import { feedAddress } from "./feed-address";

/** Ways to follow a list of findings from elsewhere, and to take it along. */
export function TakeAlong({ query }: { query: CatalogueQuery }) {
  const asked = addressOf(query).toString();
  return (
    <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-ink-soft text-s">
      <span>
        Follow it by its{" "}
        <a className="text-link" href={feedAddress(query)}>
          Atom feed
        </a>
      </span>
      <TextLink href={`/searches?${new URLSearchParams({ save: "catalogue", query: asked })}`}>
        Keep this search
      </TextLink>
      <TableLinks address={`/api/v1/findings/table${asked && `?${asked}`}`} />
    </p>
  );
}
