import type { DictionaryKind } from "@/lib/circuit-format/kinds";

export type GlyphKind = DictionaryKind | "token" | "error" | "target";

export function Shape({ kind }: { kind: GlyphKind }) {
  switch (kind) {
    case "attn":
      return <path d="M6 0.2 11.8 6 6 11.8 0.2 6Z" />;
    case "resid":
      return <rect x="1.2" y="1.2" width="9.6" height="9.6" rx="0.8" />;
    case "mlp":
      return <path d="M6 0.8 11.8 11H0.2Z" />;
    case "token":
      return <rect x="0.8" y="2.4" width="10.4" height="7.2" rx="2" />;
    case "error":
      return <path d="M2 2l8 8M10 2l-8 8" />;
    case "target":
      return (
        <>
          <circle cx="6" cy="6" r="5.2" />
          <circle cx="6" cy="6" r="2" fill="currentColor" stroke="none" />
        </>
      );
  }
}

/** The sign of a kind of node. Give `label` where no word stands beside it. */
export function KindGlyph({ kind, label }: { kind: GlyphKind; label?: string }) {
  return (
    <svg
      className="glyph"
      data-kind={kind}
      viewBox="0 0 12 12"
      role="img"
      aria-label={label}
      aria-hidden={!label}
    >
      <Shape kind={kind} />
    </svg>
  );
}
