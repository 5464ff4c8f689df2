import type { Metadata } from "next";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { countHeadFeatures } from "@/lib/heads/count-head-features";
import { findHeads } from "@/lib/heads/find-heads";
import { headMeasures } from "@/lib/heads/head-words";
import { getModel } from "@/lib/models/get-model";
import { HeadTable } from "./_components/head-table";
import { NoMeasures } from "./_components/no-measures";

interface HeadsPageProps {
  params: Promise<{ model: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: HeadsPageProps): Promise<Metadata> {
  const { displayName } = await orNotFound(getModel((await params).model));
  return {
    title: `Heads of ${displayName}`,
    description: `What each attention head of ${displayName} does on random repeated tokens and by its weights, and which features are its own.`,
  };
}

/** Every head of a model: where it looks, what its circuits say of tokens, and how many features are mostly its own. */
export default async function HeadsPage({ params, searchParams }: HeadsPageProps) {
  const model = await orNotFound(getModel((await params).model));
  const wanted = toParams(await searchParams).get("by");
  const by = headMeasures.find((measure) => measure === wanted);
  const set = model.dictionarySets.find(({ kind }) => kind === "attn");
  const [heads, owned] = await Promise.all([
    findHeads(model.id),
    set ? countHeadFeatures(model.id, set.name) : [],
  ]);
  return (
    <article>
      <h1>Heads of {model.displayName}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        <TextLink href={`/models/${encodeURIComponent(model.name)}`}>{model.displayName}</TextLink> has{" "}
        {model.layers} layers of {model.heads} attention heads. Each is named by its layer and its number
        there, from 0.
      </p>
      {heads.state === "measured" ? (
        <HeadTable
          model={model.name}
          measured={heads.measured}
          by={by}
          owned={owned}
          set={owned.length > 0 ? set?.displayName : undefined}
        />
      ) : (
        <NoMeasures state={heads.state} />
      )}
    </article>
  );
}
