"use client";

import { lazy } from "react";

/*
 * Most readers come to runs that are ready: the script of what follows a run in the making, and of what helps
 * with a failed one, is sent with those alone.
 */
export const RunProgress = lazy(() =>
  import("./run-progress").then((loaded) => ({ default: loaded.RunProgress })),
);
export const FailedRun = lazy(() => import("./failed-run").then((loaded) => ({ default: loaded.FailedRun })));
