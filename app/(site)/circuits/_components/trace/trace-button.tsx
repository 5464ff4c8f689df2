"use client";

import { useTracing } from "./trace-context";
import "./trace.css";

interface TraceButtonProps {
  /** `attn.2.17@9`, `logit.605@14`. */
  target: string;
  /** The target in words. */
  name: string;
  /** What stands on the button. */
  children?: string;
}

/** From a feature or a prediction to the circuit that computes it. */
export function TraceButton({ target, name, children = "Trace" }: TraceButtonProps) {
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
      {children}
    </button>
  );
}
