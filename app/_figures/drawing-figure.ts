import { z } from "zod";
import type { ThreadWork } from "@/lib/threads/thread-work";
import type { drawCircuitFigure } from "./draw-circuit-figure";

export const drawingFigure: ThreadWork<typeof drawCircuitFigure> = {
  ...{ file: "app/_figures/draw-circuit-figure.ts", name: "drawCircuitFigure" },
  answer: z.string(),
  ...{ maxMillis: 15_000, isLong: true },
  tooMuch: "This is too much for one figure. Raise the threshold, or undo some nodes expanded by hand.",
};
