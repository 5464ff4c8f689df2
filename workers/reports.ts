interface Report {
  progress: number;
  stage: string;
}

/** Writes what a job reports, but no more often than is of use to who waits, and the last of it in any case. */
export class Reports {
  private writtenAt = performance.now();
  private later: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      write: (report: Report) => Promise<void>;
      /** Reports closer together are held back. */
      seconds: number;
      onFailure: (error: unknown) => void;
    },
  ) {}

  /** Resolves when it is written, or at once where it is held back. */
  async report(progress: number, stage: string): Promise<void> {
    clearTimeout(this.later);
    const early = this.options.seconds * 1000 - (performance.now() - this.writtenAt);
    if (early <= 0) return this.write({ progress, stage });
    this.later = setTimeout(() => this.write({ progress, stage }).catch(this.options.onFailure), early);
  }

  /** The same for who can neither wait nor fail. */
  progressed(progress: number, stage: string): void {
    this.report(progress, stage).catch(this.options.onFailure);
  }

  /** What is still held back is of no more use. */
  end(): void {
    clearTimeout(this.later);
  }

  private write(report: Report): Promise<void> {
    this.writtenAt = performance.now();
    return this.options.write(report);
  }
}
