/** Most characters of a feature's name: what a chip holds. */
export const maxStandInLength = 28;

/** A list between what stands before and after it: what there is no room for is an ellipsis, and what follows goes first. */
export function listed(before: string, labels: readonly string[], after = ""): string {
  const fits = (text: string) => text.length <= maxStandInLength;
  const texts = [after, ""].flatMap((end) =>
    labels.map((_, i) => {
      const some = labels.slice(0, labels.length - i).join(", ");
      return before + some + (i > 0 && !end.startsWith(", …") ? ", …" : "") + end;
    }),
  );
  const [first = "mixed tokens"] = labels;
  return texts.find(fits) ?? cutAt(before + first, maxStandInLength);
}

/** A text of at most so many characters: a longer one ends in an ellipsis, and no character is cut in two. */
export function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = "";
  for (const character of text) {
    if (cut.length + character.length >= length) break;
    cut += character;
  }
  return `${cut}…`;
}
