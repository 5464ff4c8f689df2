/** Preloaded into a process whose clock is to be so many minutes off. */
const offMillis = Number(process.env.CLOCK_OFF_MINUTES) * 60_000;
const RightDate = Date;

globalThis.Date = class extends RightDate {
  constructor(...values) {
    super(...(values.length === 0 ? [RightDate.now() + offMillis] : values));
  }

  static now() {
    return RightDate.now() + offMillis;
  }
};
