"use client";

import { useTracing } from "./trace-context";
import "./trace.css";

interface TraceButtonProps {
  /** `attn.2.17@9`, `logit.605@14`. */
  target: string;
  /** The target in words. */
  name: string;
}

/** From a feature or a prediction to the circuit that computes it. */
export function TraceButton({ target, name }: TraceButtonProps) {
  const tracing = useTracing();
  if (!tracing) return null;
  const busy = tracing.asking === target;
  return (
    <button
      type="button"
      className="trace-button"
      aria-label={`Trace ${name}`}
      title="Trace: what computes this?"
      aria-disabled={tracing.asking !== null || undefined}
      data-busy={busy || undefined}
      onPointerEnter={tracing.intend}
      onFocus={tracing.intend}
      onClick={() => tracing.asking === null && tracing.trace(target)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 3.5 3.5 12.5M8 3.5l4.5 9" />
        <circle cx="8" cy="3" r="2" />
        <circle cx="3.5" cy="13" r="2" />
        <circle cx="12.5" cy="13" r="2" />
      </svg>
    </button>
  );
}
