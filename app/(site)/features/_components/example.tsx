import { formatNumber } from "@/components/ui/format-number";
import { HeatStrip } from "@/components/ui/heat-strip";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { ExampleView } from "@/lib/features/view";
import { readsBySource, type SourceRead } from "./example-reads";

interface ExampleProps {
  example: ExampleView;
  feature: { layer: number };
  /** The top of the heat's scale. */
  top: number;
  head: number | null;
  isWhole: boolean;
  /** Named where there are several. */
  corpus?: string | undefined;
  /** Where it stands by itself: its address. */
  href: string;
}

const sourcesSaid = 3;

/** One window in which a feature fires, and what it reads there. */
export function Example({ example, feature: { layer }, top, head, isWhole, corpus, href }: ExampleProps) {
  const { position, activation, firings, tokens, length, fired, reads } = example;
  const sources = reads && readsBySource(reads, head);
  const marked = sources && new Map(sources.map((each) => [each.source, markOf(each, layer)]));
  return (
    <li className="example">
      <p className="example-facts">
        <Num value={activation} />
        <a
          className="example-place"
          href={href}
          title={`It fires ${fired} times in this window of ${length} tokens. A link to this example.`}
        >
          at {position}
          {corpus && `, ${corpus}`}
        </a>
      </p>
      <div className="min-w-0">
        <HeatStrip
          tokens={tokens}
          values={new Map([...firings, [position, activation]])}
          top={top}
          peak={position}
          reads={marked ?? undefined}
          breaks={isWhole}
          walkable
        />
        {sources && <Reads sources={sources} layer={layer} head={head} total={example.readsTotal} />}
      </div>
    </li>
  );
}

function markOf({ share, value, heads }: SourceRead, layer: number) {
  const through = heads.map((each) => `${layer}.${each.head}`).join(", ");
  return { share, words: `read: ${formatNumber(value)} through ${through}` };
}

interface ReadsProps {
  sources: readonly SourceRead[];
  layer: number;
  head: number | null;
  total: number | null;
}

/** What an attention feature reads at an example's peak, in words, and by head where one asks. */
function Reads({ sources, layer, head, total }: ReadsProps) {
  if (sources.length === 0)
    return (
      <p className="example-reads">
        Head {layer}.{head} brings none of the largest here.
      </p>
    );
  return (
    <details className="example-reads">
      <summary>
        reads{" "}
        {sources.slice(0, sourcesSaid).map(({ source, token, value, heads }, i) => (
          <span key={source}>
            {i > 0 && ", "}
            <TokenChip token={token} /> <Num value={value} /> through {layer}.{heads[0]?.head}
          </span>
        ))}
        {total !== null && (
          <>
            , of <Num value={total} /> in all
          </>
        )}
      </summary>
      <ul>
        {sources.flatMap(({ source, token, heads }) =>
          heads.map((each) => (
            <li key={`${source} ${each.head}`}>
              head {layer}.{each.head} from <TokenChip token={token} /> at {source}:{" "}
              <Num value={each.value} />
            </li>
          )),
        )}
      </ul>
    </details>
  );
}
