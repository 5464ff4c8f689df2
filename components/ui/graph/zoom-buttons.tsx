import { Maximize2, Minus, Plus } from "lucide-react";

/** The buttons that zoom, for those without a wheel. */
export function ZoomButtons({ onZoom, onFit }: { onZoom: (factor: number) => void; onFit: () => void }) {
  return (
    <div className="graph-zoom">
      <button type="button" aria-label="Zoom in" onClick={() => onZoom(1.3)}>
        <Plus size={15} aria-hidden="true" />
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => onZoom(1 / 1.3)}>
        <Minus size={15} aria-hidden="true" />
      </button>
      <button type="button" aria-label="Show all of it" onClick={onFit}>
        <Maximize2 size={13} aria-hidden="true" />
      </button>
    </div>
  );
}
