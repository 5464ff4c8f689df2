"use client";

import { lazy, Suspense, useEffect } from "react";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { fetchDocument } from "./workbench/circuit-document";
import { loadWorkbench } from "./workbench/load-workbench";
import type { WorkbenchProps } from "./workbench/workbench";
import { WorkbenchSkeleton } from "./workbench/workbench-skeleton";

/*
 * The graph is drawn in the browser alone: its places are style and attributes that move at every frame. Its script
 * comes after the page, which can be read while it does.
 */
const Workbench = lazy(() => loadWorkbench().then((loaded) => ({ default: loaded.Workbench })));

export function WorkbenchLazily(props: WorkbenchProps) {
  const inBrowser = useInBrowser();
  const { address, tokens } = props.circuit;
  const { ready = true } = props;
  useEffect(() => {
    if (!ready) return;
    // The graph need not wait for the script that draws it; should it not come, the workbench asks again.
    fetchDocument(address).catch(() => {});
  }, [address, ready]);
  if (!inBrowser) return <WorkbenchSkeleton tokens={tokens} />;
  return (
    <Suspense fallback={<WorkbenchSkeleton tokens={tokens} />}>
      <Workbench {...props} />
    </Suspense>
  );
}
