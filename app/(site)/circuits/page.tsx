import type { Metadata } from "next";
import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { toParams } from "../_components/to-params";
import { catalogueItself } from "./_catalogue/catalogue-address";
import { CatalogueList } from "./_catalogue/catalogue-list";
import { feedAddress, feedOf } from "./_catalogue/feed-address";

interface CircuitsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: CircuitsPageProps): Promise<Metadata> {
  const query = queryOfAddress(toParams(await searchParams));
  return {
    title: "Circuits",
    description:
      "Published findings about circuits of features, by model, feature, token, tag, author and how far they were checked.",
    alternates: feedOf(feedAddress(query), "Circuits like these"),
  };
}

export default async function CircuitsPage({ searchParams }: CircuitsPageProps) {
  const params = toParams(await searchParams);
  return (
    <>
      <h1>Circuits</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        What people found: each <Term of="finding" /> is a <Term of="circuit" />, which says what makes one
        thing a <Term of="model" /> computes, with words about what it shows. Anybody can have one computed
        again. <TextLink href="/collections">Collections</TextLink> put some of them together.
      </p>
      <CatalogueList query={queryOfAddress(params)} place={catalogueItself} params={params} />
    </>
  );
}
