import { runAddress } from "@/app/_queries/runs";
import { formatProbability } from "@/components/ui/format-number";
import { heatTop } from "@/components/ui/heat";
import { HeatStrip } from "@/components/ui/heat-strip";
import { HeatLegend } from "@/components/ui/legend";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import type { Viewer } from "@/lib/auth/viewer-type";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { getProgress } from "@/lib/computations/watch";
import { firingsOf } from "@/lib/features/firings";
import type { FeatureView } from "@/lib/features/view";
import { runComputation } from "@/lib/runs/run-computation";
import { readRunFeatures } from "@/lib/runs/run-features";
import type { RunView } from "@/lib/runs/view";
import { textOfTokens } from "@/lib/tokens/token-text";
import { isSpecialToken } from "@/lib/tokens/token-words";
import { LiveProgress } from "../../_components/run/unready-run-lazily";
import { Part } from "./part";
import { submitTrial } from "./submit-trial";
import { TrialForm } from "./trial-form";
import { pageOf, type Tried } from "./tried";

interface TrialProps {
  feature: FeatureView;
  tried: Tried;
  /** The run of the text that was tried last. */
  run: RunView | null;
  viewer: Viewer;
}

const longestOffered = 200;

/** Where a feature fires in a text of one's own. */
export function Trial({ feature, tried, run, viewer }: TrialProps) {
  const text = run?.text ?? offeredText(feature);
  return (
    <Part level={2} title="Try it on a text" id="try">
      {run && <Tested {...{ feature, tried, run, viewer }} />}
      <TrialForm key={run?.id ?? ""} text={text} tried={tried} submit={submitTrial.bind(null, tried)} />
    </Part>
  );
}

/** What stands in the box at first: the text around the strongest peak, to be changed by a word. */
function offeredText({ evidence }: FeatureView): string {
  const [example] = evidence?.examples ?? [];
  const near = example?.tokens.filter(
    ({ position, text }) => Math.abs(position - example.position) <= 20 && !isSpecialToken(text),
  );
  return textOfTokens(near ?? [])
    .trim()
    .slice(0, longestOffered);
}

async function Tested({ feature, tried, run, viewer }: TrialProps & { run: RunView }) {
  if (run.status === "computing")
    return (
      <>
        <LiveProgress
          kind="run"
          address={runAddress(run.id)}
          initial={await getProgress(runComputation, { id: run.id }, viewer)}
        />
        <noscript>
          {/* Without the fragment that the address may have: to the same page with one, a browser only scrolls. */}
          <meta httpEquiv="refresh" content={`3;url=${pageOf(tried, run.id).replace(/#.*/, "")}`} />
        </noscript>
      </>
    );
  if (run.status === "failed")
    return (
      <Notice tone="error" title="This text could not be run.">
        {run.failure ?? "The worker gave no reason."}
      </Notice>
    );
  const { kind, layer, index, evidence } = feature;
  const { dictionaries } = await readRunFeatures(run.id);
  const dictionary = dictionaries.find((each) => each.kind === kind && each.layer === layer);
  const firings = (dictionary && firingsOf(dictionary, [index]).get(index)) ?? [];
  const inText = firings.filter(([position]) => position > 0);
  const strongest = Math.max(...inText.map(([, activation]) => activation), 0);
  const top = evidence?.activation.max || heatTop(firings);
  return (
    <div className="mb-4" role="status">
      <HeatStrip tokens={run.tokens} values={new Map(firings)} top={top} breaks walkable />
      <p className="mt-1 flex flex-wrap gap-x-4 text-m">
        {inText.length === 0 ? (
          "It does not fire in this text."
        ) : (
          <span>
            It fires at {inText.length} of {run.tokens.length - 1} tokens, at most <Num value={strongest} />
            {evidence && evidence.activation.max > 0 && (
              <>, {formatProbability(strongest / evidence.activation.max)} of the most that was seen</>
            )}
            .
          </span>
        )}
        <TextLink href={`/runs/${run.id}?feature=${formatFeature(feature)}`}>
          All that fires in this text
        </TextLink>
        {top > 0 && <HeatLegend top={top} />}
      </p>
    </div>
  );
}
