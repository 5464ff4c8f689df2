/** A figure's unit is 1/120 of an inch, so five pixels for each are 600 dpi, which journals ask for line art. */
const pixelsPerUnit = 5;
const maxPixels = 10_000;

/** A figure as PNG at 600 dpi, or as near to that as a browser can hold. It writes with the figure's own fonts. */
export async function pngOf(svg: string): Promise<Blob> {
  const [, width = 1, height = 1] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  const scale = Math.min(pixelsPerUnit, maxPixels / width, maxPixels / height);
  const [across, down] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const image = new Image();
  // Drawn at the size it says, it would be drawn small and then enlarged.
  const sized = svg.replace(/ width="[^"]*" height="[^"]*"/, ` width="${across}" height="${down}"`);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sized)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [across, down];
  canvas.getContext("2d")?.drawImage(image, 0, 0, across, down);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))),
      "image/png",
    ),
  );
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
