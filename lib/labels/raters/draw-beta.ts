/** A normal number (Box and Muller 1958). */
function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A gamma number of scale 1 (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26:363). `shape` is above 0. */
function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A share by how often something was and was not; both above 0. */
export interface Beta {
  was: number;
  wasNot: number;
}

/** A number of a beta distribution, never 0 or 1. */
export function drawBeta({ was, wasNot }: Beta, random: () => number): number {
  const x = drawGamma(was, random);
  const share = x / (x + drawGamma(wasNot, random));
  return Math.min(1 - 1e-9, Math.max(1e-9, share));
}

/** The beta distribution of a mean and a variance, which is below that of a coin. */
export function betaOf(mean: number, variance: number): Beta {
  const total = (mean * (1 - mean)) / variance - 1;
  return { was: mean * total, wasNot: (1 - mean) * total };
}

export const meanOf = ({ was, wasNot }: Beta): number => was / (was + wasNot);
