import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { figureMutation } from "@/app/_queries/circuits";
import { maxCharacters } from "@/lib/views/view-codec";
import { shownView } from "./shown-view";

interface FigureDownloadProps {
  /** Of the circuit in the site's API. */
  address: string;
  /** The name of files, without an ending. */
  fileName: string;
}

const looks = [
  ["print", "black on white"],
  ["light", "light"],
  ["dark", "dark"],
] as const;
const widths = [
  ["two-columns", "two columns, 178 mm"],
  ["one-column", "one column, 86 mm"],
  ["wide", "as wide as the graph"],
] as const;

/** The circuit as a figure for a paper, as it is arranged on the page: the site draws it, and the browser makes its pixels. */
export function FigureDownload({ address, fileName }: FigureDownloadProps) {
  const id = useId();
  const [look, setLook] = useState("print");
  const [width, setWidth] = useState("two-columns");
  const [titled, setTitled] = useState(true);
  const [trouble, setTrouble] = useState("");
  const { mutate, error, isPending } = useMutation(figureMutation);

  async function take(form: "svg" | "png") {
    setTrouble("");
    const view = await shownView(address);
    if (view && view.length > maxCharacters)
      return setTrouble("This arrangement is too long to be drawn. Shorten its notes, or show hidden nodes.");
    const finding = /^\/findings\/([^/]+)/.exec(window.location.pathname)?.[1];
    const query = { look, width, titled: `${titled}`, ...(view && { view }), ...(finding && { finding }) };
    mutate(
      { address, query },
      {
        onSuccess: async (svg) => {
          try {
            const { pngOf, save } = await import("@/components/ui/figure/save-figure");
            save(
              form === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngOf(svg),
              `${fileName}.${form}`,
            );
          } catch {
            setTrouble("This browser could not make the picture. The SVG has all of it.");
          }
        },
      },
    );
  }

  return (
    <>
      <button type="button" className="text-link" disabled={isPending} onClick={() => take("svg")}>
        SVG
      </button>
      <button type="button" className="text-link" disabled={isPending} onClick={() => take("png")}>
        PNG
      </button>
      <details className="figure-options">
        <summary>Figure options</summary>
        <div>
          <label htmlFor={`${id}-look`}>Colours</label>
          <select
            id={`${id}-look`}
            className="input"
            value={look}
            onChange={(event) => setLook(event.target.value)}
          >
            {looks.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <label htmlFor={`${id}-width`}>Width</label>
          <select
            id={`${id}-width`}
            className="input"
            value={width}
            onChange={(event) => setWidth(event.target.value)}
          >
            {widths.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <label>
            <input type="checkbox" checked={titled} onChange={(event) => setTitled(event.target.checked)} />{" "}
            with its title
          </label>
          <p className="text-ink-soft">
            No text is smaller than 6.6 pt at that width. The fonts are in the file; PNG has 600 dpi.
          </p>
        </div>
      </details>
      <Refused error={error} />
      {trouble && (
        <span role="alert" className="text-danger">
          {trouble}
        </span>
      )}
    </>
  );
}
