/** The place of a box: under its anchor where there is room, else above it, and always on the screen. */
export function placeTooltip(
  anchor: { left: number; top: number; bottom: number },
  box: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const margin = 8;
  const below = anchor.bottom + margin;
  const fits = below + box.height + margin <= screen.height;
  return {
    left: Math.max(margin, Math.min(anchor.left, screen.width - box.width - margin)),
    top: fits ? below : Math.max(margin, anchor.top - box.height - margin),
  };
}
