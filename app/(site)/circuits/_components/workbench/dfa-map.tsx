import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/app/_components/use-rested";
import { expansionQuery } from "@/app/_queries/expansions";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { SignedHeatTable } from "@/components/ui/graph/signed-heat-table";
import { Num } from "@/components/ui/num";
import type { TokenView } from "@/lib/runs/view";
import { ExpansionProgress } from "./expansion-progress";

interface DfaMapProps {
  address: string;
  nodeId: string;
  tokens: readonly TokenView[];
}

/** Who walks by with the arrow keys does not ask for every table on the way. */
const dwellMillis = 350;

/** Where an attention feature looks: by head and source token. */
export function DfaMap({ address, nodeId, tokens }: DfaMapProps) {
  const rested = useRested(nodeId, dwellMillis) === nodeId;
  const {
    data: here,
    error,
    isFetching,
    refetch,
  } = useQuery({ ...expansionQuery(address, nodeId), enabled: rested });
  const failed = error !== null && !isFetching;
  const { columns, others } = strongestColumns(here?.heads?.table ?? []);
  return (
    <section className="mt-4" aria-busy={!here && !failed}>
      <h3 className="panel-heading">
        <Explain explanation="Direct feature attribution: what each head brings to this feature from each token, with attention held as it is. Together with the biases it is the feature's value.">
          By head and source token
        </Explain>
      </h3>
      {failed && (
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-soft text-s">{error.message}</p>
          <Button size="s" onClick={() => refetch()}>
            Ask again
          </Button>
        </div>
      )}
      {!here && !failed && (
        <div className="dfa-waiting">
          <p>Being computed</p>
          <ExpansionProgress key={nodeId} address={address} nodeId={nodeId} />
        </div>
      )}
      {here?.heads && (
        <>
          <SignedHeatTable
            caption="What the feature gets, by head and source token"
            rows={here.heads.table.map((row, head) => ({
              name: `head ${head}`,
              values: columns.map((position) => row[position] ?? 0),
            }))}
            columns={columns.map((position) => ({
              key: position,
              name: `token ${position}`,
              token: tokens[position] ?? { text: "" },
            }))}
          />
          {others > 0 && (
            <p className="text-ink-soft text-s">{others} tokens that give next to nothing are left out.</p>
          )}
          <p className="text-s">
            Heads bring <Num value={here.heads.table.flat().reduce((sum, each) => sum + each, 0)} />,
            constants <Num value={here.heads.constant} />, together <Num value={here.value} />.
          </p>
        </>
      )}
    </section>
  );
}

/** Source tokens worth a column, in their order: all of a short text, else those that give at least a hundredth of the largest. */
export function strongestColumns(table: readonly (readonly number[])[]): {
  columns: number[];
  others: number;
} {
  const count = Math.max(0, ...table.map((row) => row.length));
  const size = Array.from({ length: count }, (_, s) =>
    Math.max(...table.map((row) => Math.abs(row[s] ?? 0))),
  );
  const top = Math.max(0, ...size);
  const last = size.findLastIndex((value) => value > 0);
  const within = size.slice(0, last + 1).map((_, s) => s);
  if (within.length <= 24) return { columns: within, others: 0 };
  const columns = within.filter((s) => (size[s] ?? 0) >= top / 100);
  return { columns, others: within.length - columns.length };
}
