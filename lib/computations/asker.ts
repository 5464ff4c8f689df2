import type { Viewer } from "@/lib/auth/viewer-type";
import { siteKey } from "@/lib/jobs/charge-work";
import { workAllowance } from "@/lib/limits/allowances";
import { checkAllowance, type Meter, takeAllowance } from "@/lib/limits/daily-allowance";

/** For whom something is computed. */
export interface Asker {
  requesterId: string | null;
  /** Tells askers apart for fair shares of the queue. */
  key: string;
  /**
   * Takes what one costs, or refuses with "too-many-requests", also whoever has had a day's computing. Returns how to give
   * it back.
   */
  pay(meter: Meter): Promise<() => Promise<void>>;
}

export function askerOf(viewer: Viewer): Asker {
  return {
    requesterId: viewer.kind === "member" ? viewer.id : null,
    key: viewer.kind === "member" ? viewer.id : viewer.key,
    pay: async (meter) => {
      await checkAllowance(workAllowance(), viewer);
      return takeAllowance(meter, viewer);
    },
  };
}

/** The installation itself, such as for the example on the first page. It takes nobody's allowance. */
export const theSite: Asker = { requesterId: null, key: siteKey, pay: async () => async () => undefined };
