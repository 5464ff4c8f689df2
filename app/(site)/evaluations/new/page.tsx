import type { Metadata } from "next";
import type { ReactNode } from "react";
import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { toStorable } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import {
  defaultEvaluatedPrompts,
  evaluatedRandomCircuits,
  maxEvaluatedPrompts,
} from "@/lib/evaluations/evaluation-schemas";
import { findFittingFamilies } from "@/lib/evaluations/find-fitting-families";
import { type CircuitToEvaluate, getCircuitToEvaluate, unfitFamily } from "@/lib/evaluations/fit-circuit";
import { ablations, metrics } from "@/lib/evidence-format/evaluation";
import { getFamily } from "@/lib/families/get-family";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import { idCursor } from "@/lib/paging/page";
import { FamilySearch } from "../../families/_components/family-search";
import { EvaluationForm } from "../_components/evaluation-form";

export const metadata: Metadata = { title: "Evaluate a circuit", robots: { index: false } };

interface NewEvaluationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

/** Which family a circuit (`?circuit=`) is evaluated over; with `?family=` also how. */
export default async function NewEvaluationPage({ searchParams }: NewEvaluationPageProps) {
  const [params, viewer] = await Promise.all([searchParams.then(toParams), getViewer()]);
  const asked = z.uuid().safeParse(params.get("circuit"));
  if (!asked.success)
    return (
      <Frame>
        <EmptyState title="Choose a circuit first.">
          Open a circuit that was traced here; beneath its graph stands how to evaluate it.
        </EmptyState>
      </Frame>
    );
  const circuit = await orNotReady(orNotFound(getCircuitToEvaluate(asked.data)));
  if (!circuit)
    return (
      <Frame>
        <Notice title="This circuit is not ready yet, so there is nothing to evaluate.">
          <TextLink href={`/circuits/${asked.data}`}>Its page</TextLink> shows how far it is.
        </Notice>
      </Frame>
    );
  return (
    <Frame>
      <p className="max-w-prose break-words text-m">
        <TextLink href={`/circuits/${circuit.id}`}>
          The circuit of <span className="mono">{circuit.target}</span>
        </TextLink>{" "}
        in “<bdi>{circuit.text}</bdi>” ({circuit.model}).
      </p>
      {circuit.unfit ? (
        <Notice title="This circuit cannot be evaluated.">{circuit.unfit}</Notice>
      ) : params.has("family") ? (
        <How circuit={circuit} params={params} viewer={viewer} />
      ) : (
        <Which circuit={circuit} params={params} viewer={viewer} />
      )}
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <header>
        <h1>Evaluate a circuit</h1>
        <p className="mt-1 max-w-prose text-ink-soft">
          An <Term of="evaluation" /> asks of the whole circuit, over many prompts, whether it is enough and
          whether it is needed.
        </p>
      </header>
      {children}
    </article>
  );
}

interface OfCircuit {
  circuit: CircuitToEvaluate;
  params: URLSearchParams;
  viewer: Viewer;
}

/** The families, of each page of them those first that have the circuit's text. */
async function Which({ circuit, params, viewer }: OfCircuit) {
  const q = toStorable((params.get("q") ?? "").slice(0, 200));
  const cursor = cursorOf(params, "families", idCursor);
  const { items, nextCursor } = await findFittingFamilies(circuit, { viewer, q, cursor });
  const sorted = items.toSorted((a, b) => Number(b.fits) - Number(a.fits));
  return (
    <section aria-labelledby="which">
      <h2 id="which" className="text-l">
        Over which prompts?
      </h2>
      <p className="mt-1 max-w-prose text-ink-soft text-m">
        A <Term of="prompt-family" /> fits if the circuit's text is one of its prompts: by that its tokens
        have their <Term of="role">roles</Term>.
      </p>
      <FamilySearch action="/evaluations/new" hidden={{ circuit: circuit.id }} q={q} />
      {sorted.length === 0 ? (
        <EmptyState title="There is no such family.">
          <TextLink href="/families/new">Make one</TextLink> that has this text among its prompts.
        </EmptyState>
      ) : (
        <ul className="mt-2">
          {sorted.map(({ id, title, latest, prompts, fits }) => (
            <li key={id} className="list-row text-m">
              {fits ? (
                <TextLink
                  href={`/evaluations/new?circuit=${circuit.id}&family=${id}&version=${latest}`}
                  className="min-w-0 break-words"
                >
                  <bdi>{title}</bdi>
                </TextLink>
              ) : (
                <bdi className="min-w-0 break-words text-ink-soft">{title}</bdi>
              )}
              <span className="text-ink-soft text-s">
                {prompts} {prompts === 1 ? "prompt" : "prompts"}.{" "}
                {fits ? (
                  "The circuit's text is one of them."
                ) : (
                  <>
                    The circuit's text is none of them.{" "}
                    <TextLink href={`/families/${id}`}>Trace one of its prompts</TextLink>, and evaluate that.
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ListPager list="families" label="Pages of prompt families" params={params} nextCursor={nextCursor} />
    </section>
  );
}

/** How a circuit is evaluated over a family that was chosen. */
async function How({ circuit, params, viewer }: OfCircuit) {
  const family = await orNotFound(
    getFamily({
      familyId: params.get("family") ?? "",
      version: number.safeParse(params.get("version")).data,
      viewer,
    }),
  );
  const { id, version, title, prompts, heldOut, read } = family;
  const unfit = unfitFamily(circuit, read);
  const hasCounterfactuals = choosePrompts(read, {}).some(({ counterfactual }) => counterfactual);
  const address = `/evaluations/new?circuit=${circuit.id}&family=${id}&version=${version}`;
  return (
    <section aria-labelledby="how" className="grid gap-3">
      <h2 id="how" className="break-words text-l">
        Over <bdi>{title}</bdi>, version {version}
      </h2>
      {unfit ? (
        <Notice title="This family does not fit the circuit.">
          {unfit} <TextLink href={`/families/${id}?version=${version}`}>Its prompts</TextLink>
        </Notice>
      ) : viewer.kind === "member" ? (
        <EvaluationForm
          circuitId={circuit.id}
          family={{ id, version }}
          rules={family.family.counterfactuals.map(({ name }) => name)}
          counts={{ shown: prompts - heldOut, heldOut }}
          ablations={ablations.filter((each) => each !== "counterfactual" || hasCounterfactuals)}
          metrics={metrics}
          most={maxEvaluatedPrompts}
          usual={defaultEvaluatedPrompts}
          randomCircuits={evaluatedRandomCircuits.least}
        />
      ) : (
        <Notice
          title="Sign in to ask for an evaluation."
          actions={
            <ButtonLink href={`/sign-in?${new URLSearchParams({ callbackUrl: address })}`} look="primary">
              Sign in
            </ButtonLink>
          }
        >
          It takes minutes of computing. Those that others asked for are there for everybody.
        </Notice>
      )}
      <p className="text-m">
        <TextLink href={`/evaluations/new?circuit=${circuit.id}`}>Choose another family</TextLink>
      </p>
    </section>
  );
}

async function orNotReady<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return null;
    throw error;
  }
}
