import type { Metadata } from "next";
import type { ReactNode } from "react";
import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { toStorable } from "@/lib/db/storable-text";
import type { Experiment } from "@/lib/experiment-format/experiment";
import { getExperiment } from "@/lib/experiments/get-experiment";
import { findFamilies } from "@/lib/families/find-families";
import { getFamily } from "@/lib/families/get-family";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import { findModels } from "@/lib/models/get-model";
import { idCursor } from "@/lib/paging/page";
import { FamilySearch } from "../../families/_components/family-search";
import { ExperimentForm } from "../_components/experiment-form";
import { TakeFile } from "../_components/take-file";
import { firstPlan, planOf } from "./first-plan";

export const metadata: Metadata = { title: "Write an experiment", robots: { index: false } };

interface NewExperimentPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const versionSchema = z.coerce.number().int().min(1).max(1e9);

/** Which family an experiment is over, then what is asked; with `?fork=` of an experiment that there is. */
export default async function NewExperimentPage({ searchParams }: NewExperimentPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const fork = params.get("fork");
  const origin = fork ? await orNotFound(getExperiment(fork, viewer)) : null;
  const family = origin?.family.id ?? params.get("family");
  const version = origin ? String(origin.family.version) : params.get("version");
  if (viewer.kind === "guest") {
    const back = `/experiments/new${params.size > 0 ? `?${params}` : ""}`;
    return (
      <Frame heading={origin ? "Fork an experiment" : "Write an experiment"}>
        <EmptyState title="Writing an experiment down needs an account.">
          <p>Its hypothesis is kept under a name, with the time.</p>
          <p className="mt-3">
            <ButtonLink href={`/sign-in?${new URLSearchParams({ callbackUrl: back })}`} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </Frame>
    );
  }
  if (family === null)
    return (
      <Frame heading="Write an experiment">
        <Which params={params} viewer={viewer} />
      </Frame>
    );
  return (
    <Frame heading={origin ? "Fork an experiment" : "Write an experiment"}>
      {origin && (
        <p className="max-w-prose break-words text-ink-soft text-m">
          Of{" "}
          <TextLink href={`/experiments/${origin.id}`}>
            <bdi>{origin.title}</bdi>
          </TextLink>
          , which stays as it is. The hypothesis is your own: say what you expect.
        </p>
      )}
      <What
        family={family}
        version={versionSchema.safeParse(version ?? undefined).data}
        viewer={viewer}
        origin={origin && { id: origin.id, experiment: origin.experiment }}
      />
    </Frame>
  );
}

function Frame({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1>{heading}</h1>
      {children}
    </div>
  );
}

async function Which({ params, viewer }: { params: URLSearchParams; viewer: Viewer }) {
  const q = toStorable((params.get("q") ?? "").slice(0, 200));
  const cursor = cursorOf(params, "families", idCursor);
  const { items, nextCursor } = await findFamilies({ viewer, q, cursor });
  return (
    <section aria-labelledby="which">
      <h2 id="which" className="text-l">
        Over which prompts?
      </h2>
      <FamilySearch action="/experiments/new" hidden={{}} q={q} />
      {items.length > 0 ? (
        <ul>
          {items.map(({ id, title, prompts, latest }) => (
            <li key={id} className="list-row text-m">
              <TextLink
                href={`/experiments/new?family=${id}&version=${latest}`}
                className="min-w-0 break-words"
              >
                <bdi>{title}</bdi>
              </TextLink>
              <span className="text-ink-soft text-s">
                {formatCount(prompts)} {prompts === 1 ? "prompt" : "prompts"}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="There is no such family of prompts.">
          <TextLink href="/families/new">Make one</TextLink>, then come back.
        </EmptyState>
      )}
      <ListPager list="families" label="Pages of prompt families" params={params} nextCursor={nextCursor} />
      <div className="mt-6">
        <TakeFile />
      </div>
    </section>
  );
}

interface WhatProps {
  family: string;
  version: number | undefined;
  viewer: Viewer;
  origin: { id: string; experiment: Experiment } | null;
}

async function What({ family: familyId, version, viewer, origin }: WhatProps) {
  const [family, { items: models }] = await Promise.all([
    orNotFound(getFamily({ familyId, version, viewer })),
    findModels(),
  ]);
  const roles = family.family.roles.map(({ name }) => name);
  const prompts = choosePrompts(family.read, {});
  const hasCounterfactuals = prompts.some(({ counterfactual }) => counterfactual !== null);
  const isDistracted = prompts.every(({ distractor }) => distractor !== null);
  const experiment = origin?.experiment;
  return (
    <>
      <p className="max-w-prose break-words text-m">
        Over{" "}
        <TextLink href={`/families/${family.id}?version=${family.version}`}>
          <bdi>{family.title}</bdi>, version {family.version}
        </TextLink>
        : {formatCount(family.prompts)} {family.prompts === 1 ? "prompt" : "prompts"}, roles{" "}
        {roles.join(", ") || "none"}.{" "}
        {!origin && <TextLink href="/experiments/new">Choose another family</TextLink>}
      </p>
      <ExperimentForm
        family={{ id: family.id, version: family.version, isPublic: family.isPublic }}
        forkOf={origin?.id ?? null}
        fields={{
          title: experiment?.title ?? "",
          says: "",
          description: experiment?.description ?? "",
          plan: experiment ? planOf(experiment) : firstPlan({ roles, hasCounterfactuals, isDistracted }),
        }}
        models={models.map(({ name, displayName }) => ({ name, displayName }))}
        model={experiment?.model.name ?? models[0]?.name ?? ""}
        roles={roles}
        hasCounterfactuals={hasCounterfactuals}
      />
    </>
  );
}
