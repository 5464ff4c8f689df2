import type { ReactNode } from "react";
import { pagesInMaking } from "@/lib/http/page-in-making";
import { writeHtml } from "./write-html";
import { WrittenOnce } from "./written-once";

export interface WrittenAs {
  as?: "div" | "ol" | "ul";
  className?: string | undefined;
  "aria-label"?: string;
}

/**
 * A part of a page that is only read, written as HTML on the server. A page makes each element three times over, for the
 * document, for what React reads of it in the browser and for what is sent of that; a part of a thousand tokens in which
 * nothing runs is spared two of them, and the browser takes it as it is. In a document it stands once: its React finds it
 * there.
 */
export function Written({ children, ...as }: WrittenAs & { children: ReactNode }) {
  const html = writeHtml(children);
  const inDocument = pagesInMaking().getStore()?.written;
  if (!inDocument) return <WrittenOnce {...as} html={html} />;
  const name = crypto.randomUUID();
  inDocument.set(name, html);
  return <WrittenOnce {...as} name={name} />;
}
