import { useState } from "react";

interface DownloadsProps {
  circuitId: string;
  /** The name of files, without an ending. */
  fileName: string;
  /** The graph as it is drawn; null while the table stands in its place. */
  svg: () => SVGSVGElement | null;
}

/** The graph to take along: its data whole, its picture as it is on the page. */
export function Downloads({ circuitId, fileName, svg }: DownloadsProps) {
  const [refusal, setRefusal] = useState("");
  async function picture(form: "svg" | "png") {
    const element = svg();
    if (!element) return setRefusal("Show the graph first: a picture is of what stands on the page.");
    setRefusal("");
    try {
      const { pictureOf, pngOf, save } = await import("@/components/ui/graph/picture");
      const made = pictureOf(element);
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
      <a className="text-link" href={`/api/v1/circuits/${circuitId}/graph`} download={`${fileName}.json`}>
        JSON
      </a>
      <button type="button" className="text-link" onClick={() => picture("svg")}>
        SVG
      </button>
      <button type="button" className="text-link" onClick={() => picture("png")}>
        PNG
      </button>
      {refusal && (
        <span role="alert" className="text-danger">
          {refusal}
        </span>
      )}
    </div>
  );
}
