import type { Metadata } from "next";
import { cache } from "react";
import { Term } from "@/app/_components/term/term";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { facetPath } from "@/lib/catalogue/catalogue-query";
import { countFeatures } from "@/lib/features/count-features";
import { findAgreement } from "@/lib/judgements/find-agreement";
import { findFits } from "@/lib/models/find-fits";
import { findCorpora, findQuality } from "@/lib/models/find-quality";
import { getModel } from "@/lib/models/get-model";
import { exampleRun } from "@/lib/runs/example-run";
import { PromptBox } from "../../_components/prompt/prompt-box";
import { UnstatedProcessing } from "../../_components/unstated-processing";
import { AgreementTable } from "./_components/agreement-table";
import { DictionaryFit } from "./_components/dictionary-fit";
import { DictionaryQuality } from "./_components/dictionary-quality";
import { DictionarySets } from "./_components/dictionary-sets";
import { FeatureCountsTable } from "./_components/feature-counts";
import { LabelFiles } from "./_components/label-files";
import { ModelFacts } from "./_components/model-facts";

interface ModelPageProps {
  params: Promise<{ model: string }>;
}

const loadModel = cache((name: string) => orNotFound(getModel(name)));

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  const { displayName, description } = await loadModel((await params).model);
  return { title: displayName, description };
}

export default async function ModelPage({ params }: ModelPageProps) {
  const model = await loadModel((await params).model);
  const [quality, fits, corpora, counts, agreement] = await Promise.all([
    findQuality(model.id),
    findFits(model.id),
    findCorpora(model.id),
    countFeatures(model.id),
    findAgreement(model.id),
  ]);
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <header className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-8">
          <div>
            <h1>{model.displayName}</h1>
            <p className="mt-3 max-w-prose">{model.description}</p>
            <p className="mt-2 text-m">
              <TextLink href={facetPath("model", model.name)}>Published findings about its circuits</TextLink>
            </p>
          </div>
          <PromptBox
            text={exampleRun.text}
            modelName={model.name}
            label="Run a text through it"
            heading="h2"
            keptAs={`prompt:${model.name}`}
          />
        </div>
        <ModelFacts model={model} />
      </header>
      <section aria-labelledby="dictionaries">
        <h2 id="dictionaries">What its activations are read with</h2>
        <UnstatedProcessing modelName={model.name} />
        <DictionarySets sets={model.dictionarySets} />
      </section>
      <section aria-labelledby="features">
        <h2 id="features">Its features, by layer, family and density</h2>
        <FeatureCountsTable model={model} counts={counts} />
      </section>
      <section aria-labelledby="labels">
        <h2 id="labels">What people call its features</h2>
        <LabelFiles modelName={model.name} />
      </section>
      <section aria-labelledby="heads">
        <h2 id="heads">Its attention heads</h2>
        <p className="max-w-prose">
          <TextLink href={`/models/${encodeURIComponent(model.name)}/heads`}>
            Head by head: where each looks, whether it copies, and which features are mostly its own
          </TextLink>
        </p>
      </section>
      <section aria-labelledby="agreement">
        <h2 id="agreement">How far people agree on its features</h2>
        <AgreementTable sets={agreement} />
      </section>
      <section aria-labelledby="quality">
        <h2 id="quality">How well they stand for it</h2>
        <p className="mb-2 max-w-prose text-ink-soft">
          The <Term of="quality" /> of each <Term of="dictionary" />, measured on a <Term of="corpus" />.
        </p>
        <DictionaryQuality sets={quality} corpora={corpora} />
      </section>
      <section aria-labelledby="fit">
        <h2 id="fit">Whether they fit it</h2>
        <DictionaryFit fits={fits} />
      </section>
    </article>
  );
}
