import { createElement, type ReactNode } from "react";
import type { WriteUpElement, WriteUp as WriteUpParts } from "@/lib/findings/write-up/write-up";
import { QuotedEdge, QuotedNode } from "./quoted-node";

/** What a finding says, as it was rendered when it was saved. */
export function WriteUp({ parts }: { parts: WriteUpParts }) {
  return createElement("div", { className: "write-up" }, ...parts.map(print));
}

function print(part: string | WriteUpElement): ReactNode {
  if (typeof part === "string") return part;
  const { tag, href, start, align, math, looks, children } = part;
  switch (tag) {
    case "node":
      return <QuotedNode id={children.join("")} />;
    case "edge":
      return <QuotedEdge ends={children.join("")} />;
    case "table":
      return <div className="scroller">{createElement(tag, null, ...children.map(print))}</div>;
    case "th":
    case "td":
      return createElement(tag, { "data-align": align }, ...children.map(print));
    case "typed":
      return <p className="whitespace-pre-wrap break-words">{children.join("")}</p>;
    case "a": {
      const link = { href, className: "text-link", rel: "nofollow ugc noopener" };
      return createElement(tag, link, ...children.map(print));
    }
    case "pre":
      return createElement(tag, { className: "scroller" }, ...children.map(print));
    default:
      return createElement(
        tag,
        { start, ...math, ...(looks && { className: looks.map((look) => `math-${look}`).join(" ") }) },
        ...children.map(print),
      );
  }
}
