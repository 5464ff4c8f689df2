/** Remembers that something changed until somebody asks. */
export class Changes {
  private changed = false;
  private wake = () => {};

  readonly tell = (): void => {
    this.changed = true;
    this.wake();
  };

  /** Whether something changed before `millis` were over. */
  async next(millis: number): Promise<boolean> {
    if (!this.changed)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, millis);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const heard = this.changed;
    this.changed = false;
    return heard;
  }
}
