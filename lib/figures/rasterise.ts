import { readFileSync } from "node:fs";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import subsetFont from "subset-font";
import { type Family, fontFiles } from "./font-files";

/** What the fonts call themselves, by what figures call them: the rasteriser reads the files' own names. */
const ownNames: Readonly<Record<Family, string>> = {
  "Figure Sans": "Source Sans 3 ExtraLight",
  "Figure Mono": "JetBrains Mono",
};
const cuts: readonly (readonly [Family, weight: number])[] = [
  ...([
    ["Figure Sans", 400],
    ["Figure Sans", 600],
  ] as const),
  ["Figure Mono", 400],
];

// The rasteriser lets itself be set up once a process, in which there may be more than one of this module.
const holder = globalThis as typeof globalThis & { circuitCommonsRasteriser?: Promise<Uint8Array[]> };

/** A figure as PNG, `width` pixels across. What neither face has is an empty box. For a thread: it takes some 100 ms. */
export async function rasterise(svg: string, width: number): Promise<Uint8Array<ArrayBuffer>> {
  holder.circuitCommonsRasteriser ??= prepare();
  const fontBuffers = await holder.circuitCommonsRasteriser;
  const named = svg.replace(/'(Figure Sans|Figure Mono)'/g, (_, name: Family) => `'${ownNames[name]}'`);
  const drawing = new Resvg(named, {
    font: { fontBuffers, defaultFontFamily: ownNames["Figure Sans"] },
    fitTo: { mode: "width", value: width },
  });
  const image = drawing.render();
  const png = new Uint8Array(image.asPng());
  image.free();
  drawing.free();
  return png;
}

/** The rasteriser's own fonts: it reads neither woff2 nor a variable font's weights. */
async function prepare(): Promise<Uint8Array[]> {
  await initWasm(readFileSync("node_modules/@resvg/resvg-wasm/index_bg.wasm"));
  const buffers: Uint8Array[] = [];
  for (const [family, weight] of cuts)
    for (const { file, ranges } of fontFiles(family)) {
      const all = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      const bytes = await subsetFont(readFileSync(file), String.fromCodePoint(...all), {
        ...{
          targetFormat: "truetype",
          variationAxes: file.endsWith("symbols.woff2") ? {} : { wght: weight },
        },
      });
      buffers.push(new Uint8Array(bytes));
    }
  return buffers;
}
