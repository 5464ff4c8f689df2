import type { GuestBrowser } from "@/lib/auth/guest-browser";
import type { Viewer } from "@/lib/auth/viewer-type";
import { env } from "@/lib/env";
import { siteKey } from "@/lib/jobs/charge-work";
import { storageAllowance, workAllowance } from "@/lib/limits/allowances";
import { checkAllowance, type Meter, takeAllowance } from "@/lib/limits/daily-allowance";

/** For whom something is computed. */
export interface Asker {
  requesterId: string | null;
  /** Tells askers apart for fair shares of the queue. */
  key: string;
  /** The browser of a guest, whose it becomes when they sign in. */
  browser?: GuestBrowser;
  /** Most of their jobs that may wait or run at a time. */
  maxWaiting: number;
  /** Whether it comes before all that waits in its lane: what takes a moment, before what takes minutes. */
  first?: boolean;
  /**
   * Takes what one costs, or refuses with "too-many-requests", also whoever has had a day's computing or storage. Returns
   * how to give it back.
   */
  pay(meter: Meter): Promise<() => Promise<void>>;
}

export function askerOf(viewer: Viewer): Asker {
  const { GUEST_JOBS_WAITING, MEMBER_JOBS_WAITING } = env();
  const isMember = viewer.kind === "member";
  return {
    requesterId: isMember ? viewer.id : null,
    key: isMember ? viewer.id : viewer.key,
    ...(!isMember && viewer.browser && { browser: viewer.browser }),
    maxWaiting: isMember ? MEMBER_JOBS_WAITING : GUEST_JOBS_WAITING,
    pay: async (meter) => {
      await checkAllowance(workAllowance(), viewer);
      await checkAllowance(storageAllowance(), viewer);
      return takeAllowance(meter, viewer);
    },
  };
}

/** The installation itself, such as for the example on the first page. It takes nobody's allowance. */
export const theSite: Asker = {
  requesterId: null,
  key: siteKey,
  maxWaiting: Number.POSITIVE_INFINITY,
  pay: async () => async () => undefined,
};

/** The same for what takes less than a second each: in the background before the corpora, which take minutes. */
export const theSiteFirst: Asker = { ...theSite, first: true };

/** Whose circuits and runs are kept however long nobody reads them: members', and the site's own. */
export function neverLetGo({ requesterId, key }: Asker): boolean {
  return requesterId !== null || key === siteKey;
}
