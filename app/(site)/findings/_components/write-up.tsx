import { createElement, type ReactNode } from "react";
import type { WriteUpElement, WriteUp as WriteUpParts } from "@/lib/findings/write-up/write-up";
import { QuotedNode } from "./quoted-node";

/** What a finding says, as it was rendered when it was saved. */
export function WriteUp({ parts }: { parts: WriteUpParts }) {
  return createElement("div", { className: "write-up" }, ...parts.map(print));
}

function print(part: string | WriteUpElement): ReactNode {
  if (typeof part === "string") return part;
  const { tag, href, start, children } = part;
  switch (tag) {
    case "node":
      return <QuotedNode id={children.join("")} />;
    case "typed":
      return <p className="whitespace-pre-wrap break-words">{children.join("")}</p>;
    case "a": {
      const link = { href, className: "text-link", rel: "nofollow ugc noopener" };
      return createElement(tag, link, ...children.map(print));
    }
    case "pre":
      return createElement(tag, { className: "scroller" }, ...children.map(print));
    default:
      return createElement(tag, { start }, ...children.map(print));
  }
}
