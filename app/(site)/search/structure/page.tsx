import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { addressOf, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { crossingShare, startShare, structureShare } from "@/lib/circuits/circuit-structure";
import { readStructure } from "@/lib/search/read-structure";
import { toParams } from "../../_components/to-params";
import { CatalogueList } from "../../circuits/_catalogue/catalogue-list";
import { SearchTabs } from "../_components/search-tabs";
import { StructureForm } from "./_components/structure-form";

export const metadata: Metadata = { title: "Circuits by structure", robots: { index: false } };

interface StructurePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const path = "/search/structure";
const percent = (share: number) => `${100 * share}\u00a0%`;

/** Published findings whose circuits are made in some way. What is asked stands in the address as the catalogue would have it. */
export default async function StructurePage({ searchParams }: StructurePageProps) {
  const params = toParams(await searchParams);
  const question = await readStructure(params);
  const { filters, isRewritten, problems, choices } = question;
  const { sort } = queryOfAddress(params);
  const isPlain = Object.keys(problems).length === 0;
  if (isRewritten && isPlain) redirect(`${path}?${addressOf({ filters, sort })}`);
  return (
    <>
      <h1>Search</h1>
      <SearchTabs current={path} />
      <StructureForm question={question} typed={params} />
      {problems.like && (
        <Notice tone="error" title="Nothing was looked for">
          {problems.like}
        </Notice>
      )}
      {choices.length > 0 && (
        <ul className="mb-6" aria-label="What the id may be of">
          {choices.map((choice) => (
            <li key={`${choice.name} ${choice.value}`} className="list-row break-words text-m">
              <TextLink href={`${path}?${addressOf({ filters: [...filters, choice], sort })}`}>
                {choice.value}
              </TextLink>
              <span className="text-ink-soft text-s">{choice.name}</span>
            </li>
          ))}
        </ul>
      )}
      {isPlain && filters.length === 0 && (
        <EmptyState title="Published circuits are found by how they are made.">
          A <Term of="circuit" /> starts at a <Term of="token" /> whose embedding has {percent(startShare)} of
          the <Term of="influence" /> that ends in tokens. It has some steps in a row if paths with{" "}
          {percent(structureShare)} of the influence have them, each a <Term of="feature" /> of attention or
          of an MLP; features of the <Term of="residual-stream" /> are passed over. It crosses as many
          attention layers as the longest paths that together bring {percent(crossingShare)}. What is asked
          together must all be so.
        </EmptyState>
      )}
      {isPlain && filters.length > 0 && (
        <CatalogueList query={{ filters, sort }} place={{ path, fixed: [] }} params={params} />
      )}
    </>
  );
}
