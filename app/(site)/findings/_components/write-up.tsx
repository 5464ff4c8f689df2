import type { Components } from "react-markdown";
import { isNodeId } from "@/lib/findings/is-node-id";
import { QuotedNode } from "./quoted-node";
import { readMarkdown } from "./read-markdown";

const components: Components = {
  h1: "h2",
  code: ({ children }) => {
    const text = typeof children === "string" ? children : "";
    return isNodeId(text) ? <QuotedNode id={text} /> : <code>{children}</code>;
  },
  a: ({ href, children }) => (
    <a href={href} className="text-link" rel="nofollow ugc noopener">
      {children}
    </a>
  ),
  img: ({ src, alt }) => (
    <a href={typeof src === "string" ? src : undefined} className="text-link" rel="nofollow ugc noopener">
      {alt || "picture"}
    </a>
  ),
};

interface WriteUpProps {
  body: string;
  /** As it was typed. */
  plain?: boolean;
}

/**
 * A finding's Markdown. HTML in it is shown as text, addresses other than http, https and mailto are dropped
 * (react-markdown's defaults), images become links since nothing is loaded from elsewhere, and a node's id in
 * backquotes points at the node in the graph. What takes too long to read is shown as it was typed.
 */
export function WriteUp({ body, plain = false }: WriteUpProps) {
  return (
    <div className="write-up">
      {(!plain && readMarkdown(body, components)) || (
        <p className="whitespace-pre-wrap break-words">{body}</p>
      )}
    </div>
  );
}
