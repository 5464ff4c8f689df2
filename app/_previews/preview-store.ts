/** How long a picture of a link is shown before it is drawn anew: names come, and titles change. */
export const previewSeconds = 600;
const maxKept = 200;

interface Kept {
  picture: Promise<Uint8Array<ArrayBuffer>>;
  until: number;
}

/**
 * The pictures that were drawn last, some 60 kB each. A picture is drawn once for all who ask meanwhile, and one that could
 * not be drawn is not kept. What nobody may see any more must be refused before it is asked for here.
 */
export class PreviewStore {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly now: () => number = Date.now) {}

  take(key: string, draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
    const standing = this.kept.get(key);
    if (standing && standing.until > this.now()) return standing.picture;
    const picture = draw();
    const entry = { picture, until: this.now() + previewSeconds * 1000 };
    this.kept.delete(key);
    this.kept.set(key, entry);
    for (const oldest of this.kept.keys()) if (this.kept.size > maxKept) this.kept.delete(oldest);
    picture.catch(() => {
      if (this.kept.get(key) === entry) this.kept.delete(key);
    });
    return picture;
  }
}
