/** How a figure is coloured: as the site in either scheme, or for paper. */
export const figureLooks = ["light", "dark", "print"] as const;
export type FigureLook = (typeof figureLooks)[number];

const light = {
  ...{ paper: "#fbfaf6", raised: "#fffefd", sunk: "#f2f1ec", line: "#dedcd7", "line-strong": "#88867e" },
  ...{ ink: "#1d2229", "ink-soft": "#50565e", "ink-faint": "#7c8088", accent: "#006245" },
  ...{ "accent-soft": "#dbf4e8", heat: "#f7ad30", negative: "#2063b0", positive: "#b24b0a" },
  ...{ "kind-attn": "#6e3ead", "kind-resid": "#006e8e", "kind-mlp": "#ae316e" },
};

export type Palette = Readonly<Record<keyof typeof light, string>>;

/**
 * The colours of the style sheet (tokens.css) written as every program reads them; few know its colour space. On paper all is
 * black on white, and the pair of signs differs in lightness as well as in hue, so that it is told apart in grey and by
 * whoever is colour-blind; edges that take away are dashed besides.
 */
export const paletteOf: Readonly<Record<FigureLook, Palette>> = {
  light,
  dark: {
    ...{ paper: "#121518", raised: "#191d21", sunk: "#0c0f12", line: "#2e3237", "line-strong": "#6f757b" },
    ...{ ink: "#e9e8e3", "ink-soft": "#b1afa9", "ink-faint": "#82807a", accent: "#77d3ad" },
    ...{ "accent-soft": "#1a3127", heat: "#8d5406", negative: "#73b0ee", positive: "#f39762" },
    ...{ "kind-attn": "#be9df7", "kind-resid": "#71c5df", "kind-mlp": "#f093b8" },
  },
  print: {
    ...{ paper: "#ffffff", raised: "#ffffff", sunk: "#f5f5f5", line: "#d4d4d4", "line-strong": "#666666" },
    ...{ ink: "#000000", "ink-soft": "#333333", "ink-faint": "#6b6b6b", accent: "#000000" },
    ...{ "accent-soft": "#ffffff", heat: "#dddddd", negative: "#5a9bd8", positive: "#8c3800" },
    ...{ "kind-attn": "#5e3c99", "kind-resid": "#1b6f8a", "kind-mlp": "#a6325f" },
  },
};

/** Dashes of edges that take away, in units of their own width: on paper alone, where hue may be lost. */
export function dashOf(look: FigureLook, sign: -1 | 1, width: number): string | undefined {
  if (look !== "print" || sign === 1) return undefined;
  return `${Math.max(3, 2 * width).toFixed(1)} ${Math.max(2.5, 1.5 * width).toFixed(1)}`;
}
