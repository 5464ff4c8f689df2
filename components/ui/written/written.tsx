import type { ReactNode } from "react";
import { writeHtml } from "./write-html";

interface WrittenProps {
  as?: "div" | "ol" | "ul";
  className?: string | undefined;
  "aria-label"?: string;
  children: ReactNode;
}

/**
 * A part of a page that is only read, written as HTML on the server. A page makes each element three times over, for the
 * document, for what React reads of it in the browser and for what is sent of that; a part of a thousand tokens in which
 * nothing runs is spared two of them, and the browser takes it as it is.
 */
export function Written({ as: Tag = "div", children, ...rest }: WrittenProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: `writeHtml` escapes all that is text
  return <Tag {...rest} dangerouslySetInnerHTML={{ __html: writeHtml(children) }} />;
}
