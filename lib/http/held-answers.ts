type Pieces = AsyncGenerator<string | Uint8Array>;

interface Held {
  bytes: number;
  /** Breaks the answer off. */
  drop: () => void;
}

/**
 * Answers that are written as their readers take them, and what they are made of meanwhile. Where that is too much in all,
 * those break off of which nothing was taken for longest, so that who leaves answers lying keeps nobody else from theirs.
 */
export class HeldAnswers {
  /** Whose reader took something longest ago comes first. */
  private readonly held = new Set<Held>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get heldBytes(): number {
    return this.bytes;
  }

  /** A body of these pieces, each made once the one before it was taken; they are made of so many bytes. */
  body(pieces: Pieces, bytes: number): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const mine: Held = { bytes, drop: () => undefined };
    const end = async () => {
      this.release(mine);
      await pieces.return(undefined);
    };
    // By hand: Node's own ways to a web stream throw past everybody when a reader who was waited for leaves.
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          mine.drop = () => {
            controller.error(new Error("Nobody took this answer."));
            void end();
          };
        },
        pull: async (controller) => {
          this.hold(mine);
          const { done, value } = await pieces.next().catch((error: unknown) => {
            this.release(mine);
            throw error;
          });
          if (!this.held.has(mine)) return;
          if (!done) return controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
          await end();
          controller.close();
        },
        cancel: end,
      },
      // Nothing is made, and nothing counts, before somebody reads: of a HEAD nobody does.
      { highWaterMark: 0 },
    );
  }

  /** Counts it as just taken from, and makes room for it. */
  private hold(mine: Held): void {
    this.release(mine);
    this.held.add(mine);
    this.bytes += mine.bytes;
    for (const longest of this.held) {
      if (this.bytes <= this.maxBytes || longest === mine) return;
      this.release(longest);
      longest.drop();
    }
  }

  private release(mine: Held): void {
    if (this.held.delete(mine)) this.bytes -= mine.bytes;
  }
}
