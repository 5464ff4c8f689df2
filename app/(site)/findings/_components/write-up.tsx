import Markdown from "react-markdown";
import { isNodeId } from "@/lib/findings/is-node-id";
import { QuotedNode } from "./quoted-node";

/**
 * A finding's Markdown. HTML in it is shown as text, addresses other than http, https and mailto are dropped
 * (react-markdown's defaults), images become links since nothing is loaded from elsewhere, and a node's id in
 * backquotes points at the node in the graph.
 */
export function WriteUp({ body }: { body: string }) {
  return (
    <div className="write-up">
      <Markdown
        components={{
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
            <a
              href={typeof src === "string" ? src : undefined}
              className="text-link"
              rel="nofollow ugc noopener"
            >
              {alt || "picture"}
            </a>
          ),
        }}
      >
        {body}
      </Markdown>
    </div>
  );
}
