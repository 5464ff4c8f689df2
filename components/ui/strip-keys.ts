/** Where a token stands on the screen, in pixels from the strip's corner. */
export interface TokenPlace {
  left: number;
  top: number;
  width: number;
}

const middle = (place: TokenPlace) => place.left + place.width / 2;

/** The token nearest above or below: in the next row that way, the one whose middle is closest. */
function acrossRows(places: readonly TokenPlace[], from: number, direction: 1 | -1): number {
  const here = places[from];
  if (!here) return from;
  let best = from;
  let row: number | undefined;
  for (let i = from + direction; i >= 0 && i < places.length; i += direction) {
    const place = places[i];
    if (!place || place.top === here.top) continue;
    row ??= place.top;
    if (place.top !== row) break;
    const bestPlace = places[best];
    const closer =
      best === from ||
      (bestPlace && Math.abs(middle(place) - middle(here)) < Math.abs(middle(bestPlace) - middle(here)));
    if (closer) best = i;
  }
  return best;
}

/** The token a key leads to from token `from`, or null where the key is not the strip's. */
export function strideTo(key: string, from: number, places: readonly TokenPlace[]): number | null {
  const last = places.length - 1;
  switch (key) {
    case "ArrowRight":
      return Math.min(last, from + 1);
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    case "ArrowDown":
      return acrossRows(places, from, 1);
    case "ArrowUp":
      return acrossRows(places, from, -1);
    default:
      return null;
  }
}
