import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { toStorable } from "@/lib/db/storable-text";
import { findFamilies } from "@/lib/families/find-families";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { FamilyList } from "./_components/family-list";
import { FamilySearch } from "./_components/family-search";

export const metadata: Metadata = {
  title: "Prompt families",
  description: "Prompts that ask a model the same thing in many ways, with roles and counterfactuals.",
};

interface FamiliesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Everybody's public families and one's own; with `?by=` one person's, with `?q=` by words of the title. */
export default async function FamiliesPage({ searchParams }: FamiliesPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const q = toStorable((params.get("q") ?? "").slice(0, 200));
  const by = toStorable((params.get("by") ?? "").slice(0, 40));
  const cursor = cursorOf(params, "families", idCursor);
  const { items, nextCursor } = await findFamilies({ viewer, q, owner: by || undefined, cursor });
  const isNarrow = q !== "" || by !== "";
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>Prompt families</h1>
        <ButtonLink href="/families/new" size="s">
          Make a family
        </ButtonLink>
      </div>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        A <Term of="prompt-family">prompt family</Term> asks a model the same thing in many ways: with other
        words, other sentences, and a <Term of="counterfactual">counterfactual</Term> beside each prompt. What
        holds on one prompt may be chance; what holds on a family is found again.
      </p>
      <FamilySearch action="/families" hidden={by === "" ? {} : { by }} q={q}>
        {isNarrow && (
          <TextLink href="/families" className="text-m">
            Show all
          </TextLink>
        )}
      </FamilySearch>
      {by !== "" && (
        <p className="text-ink-soft text-m">
          Of{" "}
          <TextLink href={`/users/${encodeURIComponent(by)}`}>
            <bdi>{by}</bdi>
          </TextLink>
        </p>
      )}
      {items.length > 0 ? (
        <FamilyList families={items} />
      ) : cursor ? (
        <p className="text-m">This list ends before here.</p>
      ) : isNarrow ? (
        <EmptyState title="There is no such family.">
          Try fewer words, or <TextLink href="/families">look at all of them</TextLink>.
        </EmptyState>
      ) : (
        <EmptyState title="There is no prompt family yet.">
          <TextLink href="/families/new">Make one</TextLink> of a template and a few words, or import prompts
          as lines of JSON.
        </EmptyState>
      )}
      <ListPager list="families" label="Pages of prompt families" params={params} nextCursor={nextCursor} />
    </>
  );
}
