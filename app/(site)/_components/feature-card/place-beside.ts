interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

/** From the name to its card, in pixels. */
const gap = 8;

/**
 * The place of a card: to the right of its anchor, else to the left, so that what stands under the anchor stays in sight;
 * where neither has room, under or above it. Always on the screen.
 */
export function placeBeside(anchor: Box, card: Size, screen: Size): { left: number; top: number } {
  const within = (at: number, size: number, of: number) => Math.max(gap, Math.min(at, of - size - gap));
  const top = within(anchor.top, card.height, screen.height);
  if (anchor.right + gap + card.width + gap <= screen.width) return { left: anchor.right + gap, top };
  if (anchor.left - gap - card.width >= gap) return { left: anchor.left - gap - card.width, top };
  const left = within(anchor.left, card.width, screen.width);
  const below = anchor.bottom + gap;
  if (below + card.height + gap <= screen.height) return { left, top: below };
  return { left, top: Math.max(gap, anchor.top - gap - card.height) };
}
