/** The width of a character of the mono face at 11 px, with a hair to spare. */
const characterWidth = 6.7;
/** The sign of a node and the room about it, and of its text. In pixels at scale 1. */
const [signWidth, textRoom] = [22, 28];

/** A chip's text, cut to so many characters. The whole is in the node's name, and over the chip while one points at it. */
export function cutText(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}\u2026` : text;
}

/** A chip without a text is folded to its sign. */
export function chipWidth(text: string): number {
  return text === "" ? signWidth : Math.ceil(textRoom + [...text].length * characterWidth);
}
