import { forwardRef } from "react";
import type { Box } from "./layout";

interface NodeNameProps {
  text: string;
  /** The chip itself shows all of it, unless one looks from far away. */
  isWhole: boolean;
}

/** The whole text of the node one points at or has chosen, over its chip, where the chip has no room for it. */
export const NodeName = forwardRef<HTMLDivElement, NodeNameProps>(function NodeName({ text, isWhole }, ref) {
  return (
    <div ref={ref} className="graph-name" data-whole={isWhole || undefined} aria-hidden="true">
      {text}
    </div>
  );
});

/** Puts a name over its chip, or under it at the top of the canvas, and within the canvas's sides. */
export function placeName(
  name: HTMLElement,
  box: Box,
  { x, y, k }: { x: number; y: number; k: number },
): void {
  const canvas = name.parentElement?.clientWidth ?? 0;
  const [width, height] = [name.offsetWidth, name.offsetHeight];
  const left = (box.x + box.width / 2) * k + x - width / 2;
  const [top, bottom] = [box.y * k + y, (box.y + box.height) * k + y];
  const across = Math.max(2, Math.min(left, canvas - width - 2));
  const along = top - height - 3 < 0 ? bottom + 3 : top - height - 3;
  name.style.transform = `translate(${across}px, ${along}px)`;
}
