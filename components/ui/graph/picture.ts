/** A drawn graph as a file of its own, with the colours it has on the page. Loaded when somebody asks for one. */
export interface Picture {
  svg: string;
  width: number;
  height: number;
}

const margin = 24;
const gutter = { left: 64, bottom: 28 };
const copied = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
] as const;
const drawn = new Set(["g", "rect", "path", "circle", "text", "svg"]);

/** The whole graph at scale 1, whatever part of it the canvas shows. */
export function pictureOf(source: SVGSVGElement): Picture {
  const far = source.hasAttribute("data-far");
  source.removeAttribute("data-far");
  const scene = source.querySelector<SVGGElement>(":scope > g");
  if (!scene) throw new Error("There is no graph to take a picture of.");
  const columns = [...scene.querySelectorAll<SVGPathElement>(".graph-ground path")];
  const rows = [...scene.querySelectorAll<SVGRectElement>(".graph-ground rect")];
  const width = Number(
    columns
      .at(-1)
      ?.getAttribute("d")
      ?.match(/^M([\d.]+)/)?.[1] ?? 0,
  );
  const height = Math.max(0, ...rows.map((row) => row.y.baseVal.value + row.height.baseVal.value));
  const colour = colourReader();
  const copy = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const whole = { width: width + gutter.left + 2 * margin, height: height + gutter.bottom + 2 * margin };
  for (const [name, value] of Object.entries({
    xmlns: "http://www.w3.org/2000/svg",
    width: whole.width,
    height: whole.height,
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    "font-family": "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
  }))
    copy.setAttribute(name, String(value));
  const ground = document.createElementNS(copy.namespaceURI, "rect") as SVGRectElement;
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", colour(getComputedStyle(document.documentElement).backgroundColor));
  const graph = styledCopy(scene, colour);
  graph.setAttribute("transform", `translate(${margin + gutter.left} ${margin})`);
  for (const row of graph.querySelectorAll(".graph-ground rect, rect[x='-2000']")) {
    row.setAttribute("x", "0");
    row.setAttribute("width", String(width));
  }
  copy.append(ground, graph, headings(source, { width, height }, colour));
  if (far) source.setAttribute("data-far", "");
  return { svg: new XMLSerializer().serializeToString(copy), ...whole };
}

function styledCopy(element: Element, colour: (css: string) => string): Element {
  const copy = element.cloneNode(false);
  if (!(copy instanceof Element)) return document.createElementNS("http://www.w3.org/2000/svg", "g");
  const style = getComputedStyle(element);
  for (const name of ["class", "role", "tabindex", "aria-pressed"]) copy.removeAttribute(name);
  for (const { name } of [...copy.attributes]) if (name.startsWith("data-")) copy.removeAttribute(name);
  for (const name of copied) {
    const value = style.getPropertyValue(name);
    if (value && value !== "none 0")
      copy.setAttribute(name, name === "fill" || name === "stroke" ? colour(value) : value);
  }
  if (element.localName === "text") copy.setAttribute("xml:space", "preserve");
  for (const child of element.childNodes)
    if (child instanceof Element) {
      if (drawn.has(child.localName)) copy.append(styledCopy(child, colour));
    } else copy.append(child.cloneNode(true));
  return copy;
}

/** Row and column headings, read off the axes beside the canvas. */
function headings(
  source: SVGSVGElement,
  { height }: { width: number; height: number },
  colour: (css: string) => string,
): SVGGElement {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  const axes = source.parentElement?.querySelector(".graph-axes");
  if (!axes) return group;
  const ink = colour(getComputedStyle(axes).color);
  const say = (text: string, x: number, y: number, anchor: string) => {
    const label = document.createElementNS("http://www.w3.org/2000/svg", "text");
    for (const [name, value] of Object.entries({ x, y, "text-anchor": anchor, fill: ink, "font-size": 11 }))
      label.setAttribute(name, String(value));
    label.textContent = text;
    group.append(label);
  };
  for (const row of axes.querySelectorAll<HTMLElement>("[data-row]"))
    say(row.textContent ?? "", margin + gutter.left - 8, margin + Number(row.dataset.middle) + 4, "end");
  for (const column of axes.querySelectorAll<HTMLElement>("[data-column]")) {
    const room = Math.floor(Number(column.dataset.width) / 6.7);
    const text = [...(column.textContent ?? "")];
    if (room < 3) continue;
    const shown = text.length > room ? text.slice(0, room - 1).join("") : text.join("");
    say(shown, margin + gutter.left + Number(column.dataset.middle), margin + height + 20, "middle");
  }
  return group;
}

/** Colours as every program reads them: the site's own are in a space that few picture viewers know. */
function colourReader(): (css: string) => string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map<string, string>([["none", "none"]]);
  return (css) => {
    const before = known.get(css);
    if (before !== undefined || !context) return before ?? css;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    const read = a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${(a / 255).toFixed(3)})`;
    known.set(css, read);
    return read;
  };
}

/** Twice the size where the browser can hold that, so that it prints well. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const largest = 8_000;
  const scale = Math.min(2, largest / width, largest / height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))),
      "image/png",
    ),
  );
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
