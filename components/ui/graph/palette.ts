/** The colours a graph is drawn with, by their names in the style sheets. */
const names = [
  ...(["paper", "raised", "sunk", "line", "line-strong", "ink", "ink-soft", "ink-faint"] as const),
  ...(["accent", "accent-soft", "positive", "negative", "kind-attn", "kind-resid", "kind-mlp"] as const),
];

export type Palette = (name: (typeof names)[number]) => string;

/** The site's colours as the page has them now, written as every program reads them: few know the site's own space. */
export function shownPalette(): Palette {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("span"));
  const colours = new Map(
    names.map((name) => {
      probe.style.color = `var(--${name})`;
      const { color } = getComputedStyle(probe);
      return [name, context ? inRgb(color, context) : color];
    }),
  );
  probe.remove();
  return (name) => colours.get(name) ?? "none";
}

function inRgb(colour: string, context: CanvasRenderingContext2D): string {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
  return a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${(a / 255).toFixed(3)})`;
}
