"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";

/** A button that copies `text()` and then says so in its own place. */
export function CopyButton({ text, children }: { text: () => string; children: ReactNode }) {
  const [said, setSaid] = useState<"" | "Copied" | "Copying was refused">("");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      setSaid("Copied");
    } catch {
      setSaid("Copying was refused");
    }
    setTimeout(() => setSaid(""), 2_000);
  }
  return (
    <Button size="s" onClick={copy}>
      <span className="grid *:[grid-area:1/1]">
        <span className={said ? "invisible" : ""}>{children}</span>
        <span role="status">{said}</span>
      </span>
    </Button>
  );
}
