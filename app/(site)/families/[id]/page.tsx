import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { Term } from "@/app/_components/term/term";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { getTokenizer } from "@/lib/families/check-version";
import { expand } from "@/lib/families/expand-version";
import { getFamily } from "@/lib/families/get-family";
import { findModels } from "@/lib/models/get-model";
import { PromptBox } from "../../_components/prompt/prompt-box";
import { toParams } from "../../_components/to-params";
import { EvaluationsOf } from "../../evaluations/_components/evaluations-of";
import { ExperimentsOver } from "../../experiments/_components/experiments-over";
import { CheckOnModel } from "../_components/check-on-model";
import { ChoosePrompts } from "../_components/choose-prompts";
import { readChoice } from "../_components/family-choice";
import { FamilyPrompts } from "../_components/family-prompts";
import { FamilyWords } from "../_components/family-words";
import "../_components/families.css";

interface FamilyPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (familyId: string, version: number | null) =>
  orNotFound(getFamily({ familyId, version: version ?? undefined, viewer: await getViewer() })),
);

export async function generateMetadata({ params, searchParams }: FamilyPageProps): Promise<Metadata> {
  const { id } = await params;
  const { version } = readChoice(id, toParams(await searchParams));
  const { title, prompts, isPublic } = await load(id, version);
  return {
    ...{ title, description: `A family of ${prompts} prompts that ask a model the same thing.` },
    ...(!isPublic && { robots: { index: false } }),
  };
}

/** A version of a family: what it is made of, and some of its prompts as tokens, each with its counterfactual. */
export default async function FamilyPage({ params, searchParams }: FamilyPageProps) {
  const { id } = await params;
  const asked = toParams(await searchParams);
  const choice = readChoice(id, asked);
  const [made, { items: models }, viewer] = await Promise.all([
    load(id, choice.version),
    findModels(),
    getViewer(),
  ]);
  const { family, read, version, latest, owner, isMine, isPublic, forkedFrom, prompts, heldOut } = made;
  const chosen = models.find(({ name }) => name === choice.model) ?? models[0];
  const tokenizer = chosen ? await getTokenizer(chosen.name) : null;
  const rule = family.counterfactuals.find(({ name }) => name === choice.rule)?.name;
  const expanded = expand(read, { rule });
  const traced = choice.prompt === null ? undefined : expanded.prompts[choice.prompt - 1];
  const file = `/api/v1/families/${id}/versions/${version}`;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 max-w-prose break-words">
            <bdi>{made.title}</bdi>
          </h1>
          <span className="ml-auto">
            <CopyLink />
          </span>
        </div>
        <p className="mt-1 text-ink-soft text-m">
          A <Term of="prompt-family">prompt family</Term> of {formatCount(prompts)}{" "}
          {prompts === 1 ? "prompt" : "prompts"}: {formatCount(prompts - heldOut)} shown,{" "}
          {formatCount(heldOut)} held out. Version {version} of {latest}, by{" "}
          <TextLink href={`/users/${owner.handle}`}>
            <bdi>{owner.name ?? owner.handle}</bdi>
          </TextLink>
          , <RelativeDate date={made.createdAt} />, hash <Checksum value={made.hash} />
          {forkedFrom && (
            <>
              , a fork of{" "}
              <TextLink href={`/families/${forkedFrom.id}?version=${forkedFrom.version}`}>
                <bdi>{forkedFrom.title}</bdi>
              </TextLink>
            </>
          )}
          .{!isPublic && " Only you see it."}
          {!isMine && (
            <>
              {" \u00b7 "}
              <TextLink href={`/report?kind=family&id=${id}`}>Report</TextLink>
            </>
          )}
        </p>
        {version < latest && (
          <p className="mt-1 text-m">
            There is a later version: <TextLink href={`/families/${id}`}>version {latest}</TextLink>. This one
            stays at <TextLink href={`/families/${id}?version=${version}`}>its own address</TextLink>.
          </p>
        )}
        {version > 1 && (
          <p className="mt-1 text-ink-soft text-s">
            <TextLink href={`/families/${id}?version=${version - 1}`}>The version before it</TextLink>
          </p>
        )}
        <p className="mt-3 flex flex-wrap gap-2">
          {isMine && (
            <ButtonLink href={`/families/${id}/edit`} size="s">
              New version
            </ButtonLink>
          )}
          <ButtonLink href={`/families/new?fork=${id}&version=${version}`} size="s">
            Fork
          </ButtonLink>
          <a className="button" data-look="quiet" data-size="s" href={`${file}/file`} download>
            Download as JSON
          </a>
          <a
            className="button"
            data-look="quiet"
            data-size="s"
            href={`${file}/prompts${rule ? `?${new URLSearchParams({ rule })}` : ""}`}
            download
          >
            Its prompts as JSON lines
          </a>
        </p>
      </header>
      <FamilyWords family={family} />
      {traced && (
        <section id="trace" aria-labelledby="trace-heading">
          <h2 id="trace-heading" className="sr-only">
            Prompt {choice.prompt}
          </h2>
          <PromptBox
            text={traced.text}
            {...(chosen && { modelName: chosen.name })}
            label={`Run prompt ${choice.prompt} through a model, then trace what it says next`}
            heading="h2"
            keptAs={`prompt:family:${id}:${version}:${choice.prompt}`}
          />
        </section>
      )}
      <section aria-labelledby="prompts">
        <h2 id="prompts" className="text-l">
          Prompts
        </h2>
        <ChoosePrompts
          {...{ id, choice, models, rule, version, rules: family.counterfactuals }}
          model={chosen?.name ?? null}
          counts={{ shown: prompts - heldOut, heldOut }}
        />
        {choice.heldOut && (
          <p className="mt-2 max-w-prose text-ink-soft text-m">
            These are for testing what was found on the others. Whoever looks for a circuit with them has
            nothing left to test it on.
          </p>
        )}
        {expanded.fewer.length > 0 && (
          <div className="mt-2">
            <Notice title="Its words make fewer different prompts than are drawn">
              {expanded.fewer
                .slice(0, 5)
                .map(({ template, draws, prompts }) => `${template}: ${prompts} of ${draws}.`)
                .join(" ")}
            </Notice>
          </div>
        )}
        {chosen && tokenizer && (
          <CheckOnModel {...{ id, version, model: chosen.name, displayName: chosen.displayName }} />
        )}
        <FamilyPrompts {...{ expanded, tokenizer, choice, params: asked }} />
      </section>
      <ExperimentsOver family={{ id, version }} viewer={viewer} params={asked} />
      <EvaluationsOf of="family" id={id} viewer={viewer} params={asked}>
        <span className="text-ink-soft">
          Trace a prompt of it; beneath that circuit&rsquo;s graph stands how to evaluate it over all of them.
        </span>
      </EvaluationsOf>
    </article>
  );
}
