import { useMutation } from "@tanstack/react-query";
import { FoldAway } from "@/app/_components/fold-away";
import { Refused } from "@/app/_components/refused";
import { exportGraphMutation } from "@/app/_queries/circuits";
import { maxCharacters } from "@/lib/views/view-codec";
import { FigureDownload } from "./figure-download";
import { shownView } from "./shown-view";

interface DownloadsProps {
  /** Of the circuit in the site's API. */
  address: string;
  /** The name of files, without an ending. */
  fileName: string;
}

/** The view as it stands, so that what is pinned and grouped comes along; one that is too long for an address stays. */
async function exportedView(address: string): Promise<string | null> {
  const view = await shownView(address);
  return view && view.length <= maxCharacters ? view : null;
}

/** The graph to take along: its data whole, a figure of it as it is arranged on the page. */
export function Downloads({ address, fileName }: DownloadsProps) {
  const { mutate, data: exported, error } = useMutation(exportGraphMutation);
  const lost = exported && [...exported.lost, ...exported.notes];
  async function attributionGraph() {
    mutate(
      { address, view: await exportedView(address) },
      {
        onSuccess: async ({ graph }) => {
          const { save } = await import("@/components/ui/figure/save-figure");
          save(
            new Blob([JSON.stringify(graph)], { type: "application/json" }),
            `${fileName}.neuronpedia.json`,
          );
        },
      },
    );
  }
  return (
    <FoldAway summary="Download" className="downloads-menu">
      <div className="downloads">
        <a className="text-link" href={`${address}/graph`} download={`${fileName}.json`}>
          JSON
        </a>
        {address.startsWith("/api/v1/circuits/") && (
          <>
            <a className="text-link" href={`${address}/table`} download={`${fileName}.csv`}>
              Nodes as CSV
            </a>
            <a className="text-link" href={`${address}/table?format=jsonl`} download={`${fileName}.jsonl`}>
              Nodes as JSONL
            </a>
          </>
        )}
        <button type="button" className="text-link" onClick={attributionGraph}>
          Neuronpedia
        </button>
        <FigureDownload address={address} fileName={fileName} />
        <a className="text-link" href="/imports">
          Import one
        </a>
        {lost && (
          <details className="basis-full" open>
            <summary>
              Saved in the format of circuit-tracer and Neuronpedia, which lacks {lost.length} of this
              circuit's fields
            </summary>
            <ul className="list-disc pl-5">
              {lost.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        )}
        <Refused error={error} />
      </div>
    </FoldAway>
  );
}
