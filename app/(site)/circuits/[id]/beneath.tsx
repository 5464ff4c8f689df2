import { Suspense } from "react";
import { ListPager } from "@/app/_components/list-pager";
import { TextLink } from "@/components/ui/link";
import type { Viewer } from "@/lib/auth/viewer";
import type { CircuitView } from "@/lib/circuits/view";
import { EvaluationsOf } from "../../evaluations/_components/evaluations-of";
import { FindingsOfCircuit } from "../../findings/_components/findings-of-circuit";
import { CausalCheck } from "../_components/causal-check/causal-check";
import { OtherCircuits } from "../_components/other-circuits";
import { SavedViews } from "../_components/saved-views";

interface BeneathProps {
  circuit: CircuitView;
  /** Names of its features, by `attn.3.697`. */
  labels: readonly (readonly [feature: string, name: string])[];
  viewer: Viewer;
  /** Where the page of one's own views begins, and where the next does; null for a guest, who has none. */
  views: { cursor: string | null; nextCursor: string | null } | null;
  params: URLSearchParams;
}

/** What stands beneath the instrument: whether it is true, one's own views, and what else there is about it. */
export function Beneath({ circuit, labels, viewer, views, params }: BeneathProps) {
  const { id } = circuit;
  return (
    <div id="beneath" tabIndex={-1} className="outline-none">
      <CausalCheck key={id} circuitId={id} labels={labels} />
      {views && (
        <SavedViews
          key={`${id} views`}
          circuitId={id}
          cursor={views.cursor}
          pager={
            <ListPager
              list="views"
              label="Pages of your views"
              params={params}
              nextCursor={views.nextCursor}
            />
          }
        />
      )}
      <p className="mt-6 text-m">
        <TextLink href={`/circuits/${id}/alike`}>The same circuit elsewhere</TextLink>
        <span className="text-ink-soft">
          : circuits in other texts whose influence passes through the same features
        </span>
      </p>
      <p className="mt-1 text-m">
        <TextLink href={`/search/structure?like=${id}`} rel="nofollow">
          Circuits made like it
        </TextLink>
        <span className="text-ink-soft">: with the same steps in a row, across as many attention layers</span>
      </p>
      <Suspense>
        <EvaluationsOf of="circuit" id={id} viewer={viewer} params={params}>
          <TextLink href={`/evaluations/new?circuit=${id}`} rel="nofollow">
            Evaluate it over a prompt family
          </TextLink>
          <span className="text-ink-soft">
            : whether the whole circuit is enough, and needed, in many prompts
          </span>
        </EvaluationsOf>
        <FindingsOfCircuit circuitId={id} viewer={viewer} params={params} />
        <OtherCircuits circuit={circuit} params={params} />
      </Suspense>
    </div>
  );
}
