import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { exportGraphMutation } from "@/app/_queries/circuits";
import type { ShownGraph } from "@/components/ui/graph/draw-picture";
import { maxCharacters } from "@/lib/views/view-codec";
import { shownView } from "./shown-view";

interface DownloadsProps {
  /** Of the circuit in the site's API. */
  address: string;
  /** The name of files, without an ending. */
  fileName: string;
  /** The graph as it is shown; null while the table stands in its place. */
  shown: ShownGraph | null;
}

/** The view as it stands, so that what is pinned and grouped comes along; one that is too long for an address stays. */
async function exportedView(address: string): Promise<string | null> {
  const view = await shownView(address);
  return view && view.length <= maxCharacters ? view : null;
}

/** The graph to take along: its data whole, its picture as it is on the page. */
export function Downloads({ address, fileName, shown }: DownloadsProps) {
  const { mutate, data: exported, error } = useMutation(exportGraphMutation);
  const lost = exported && [...exported.lost, ...exported.notes];
  const [refusal, setRefusal] = useState("");
  async function attributionGraph() {
    setRefusal("");
    mutate(
      { address, view: await exportedView(address) },
      {
        onSuccess: async ({ graph }) => {
          const { save } = await import("@/components/ui/graph/save-picture");
          save(
            new Blob([JSON.stringify(graph)], { type: "application/json" }),
            `${fileName}.neuronpedia.json`,
          );
        },
      },
    );
  }
  async function picture(form: "svg" | "png") {
    if (!shown) return setRefusal("Show the graph first: a picture is of what stands on the page.");
    setRefusal("");
    try {
      const [{ drawPicture }, { shownPalette }, { pngOf, save }] = await Promise.all([
        import("@/components/ui/graph/draw-picture"),
        import("@/components/ui/graph/palette"),
        import("@/components/ui/graph/save-picture"),
      ]);
      const made = drawPicture(shown, shownPalette());
      save(
        form === "svg" ? new Blob([made.svg], { type: "image/svg+xml" }) : await pngOf(made),
        `${fileName}.${form}`,
      );
    } catch {
      setRefusal("This browser could not make the picture. Try a smaller part of the graph.");
    }
  }
  return (
    <div className="downloads">
      <span className="text-ink-soft">Download</span>
      <a className="text-link" href={`${address}/graph`} download={`${fileName}.json`}>
        JSON
      </a>
      <button type="button" className="text-link" onClick={attributionGraph}>
        Neuronpedia
      </button>
      <button type="button" className="text-link" onClick={() => picture("svg")}>
        SVG
      </button>
      <button type="button" className="text-link" onClick={() => picture("png")}>
        PNG
      </button>
      <a className="text-link" href="/imports">
        Import one
      </a>
      {lost && (
        <details className="basis-full" open>
          <summary>
            Saved in the format of circuit-tracer and Neuronpedia, which lacks {lost.length} of this circuit's
            fields
          </summary>
          <ul className="list-disc pl-5">
            {lost.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      <Refused error={error} />
      {refusal && (
        <span role="alert" className="text-danger">
          {refusal}
        </span>
      )}
    </div>
  );
}
