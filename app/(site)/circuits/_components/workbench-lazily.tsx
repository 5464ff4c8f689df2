"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { WorkbenchProps } from "./workbench/workbench";
import { WorkbenchSkeleton } from "./workbench/workbench-skeleton";

/*
 * The graph is drawn in the browser alone: its places are style and attributes that move at every frame. Its script
 * comes after the page, which can be read while it does.
 */
const Workbench = lazy(() =>
  import("./workbench/workbench").then((loaded) => ({ default: loaded.Workbench })),
);

export function WorkbenchLazily(props: WorkbenchProps) {
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  if (!inBrowser) return <WorkbenchSkeleton />;
  return (
    <Suspense fallback={<WorkbenchSkeleton />}>
      <Workbench {...props} />
    </Suspense>
  );
}
