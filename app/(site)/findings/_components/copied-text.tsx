"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** A text to be taken along whole, with what else one may do with it. */
export function CopiedText({ label, text, children }: { label: string; text: string; children?: ReactNode }) {
  return (
    <div className="grid min-w-0 justify-items-start gap-1">
      <h3 className="text-ink-soft text-s">{label}</h3>
      {/* Reached by the keyboard, since it may be wider than the page. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys. */}
      <pre tabIndex={0} className="scroller max-h-64 w-full overflow-auto bg-sunk p-2 text-s">
        {text}
      </pre>
      <p className="flex flex-wrap items-center gap-3 text-s">
        <CopyButton text={() => text}>Copy</CopyButton>
        {children}
      </p>
    </div>
  );
}
