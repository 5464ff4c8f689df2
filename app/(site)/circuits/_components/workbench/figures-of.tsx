"use client";

import { createContext, type ReactNode, use } from "react";
import type { DictionaryFigure } from "@/lib/models/dictionary-figure";

const Figures = createContext<readonly DictionaryFigure[]>([]);

interface FiguresOfProps {
  figures: readonly DictionaryFigure[];
  children: ReactNode;
}

/** Says how well the dictionaries stand for their sites that the circuits inside are read with. */
export function FiguresOf({ figures, children }: FiguresOfProps) {
  return <Figures value={figures}>{children}</Figures>;
}

export function useFigures(): readonly DictionaryFigure[] {
  return use(Figures);
}
