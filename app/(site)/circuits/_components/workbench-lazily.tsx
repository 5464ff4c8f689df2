"use client";

import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { loadWorkbench } from "./instrument/load-workbench";
import type { WorkbenchProps } from "./instrument/workbench";
import { WorkbenchSkeleton } from "./workbench/workbench-skeleton";

/*
 * The graph is drawn in the browser alone: its places are style and attributes that move at every frame. Its script
 * comes after the page, which can be read while it does.
 */
const Workbench = lazy(() => loadWorkbench().then((loaded) => ({ default: loaded.Workbench })));

export function WorkbenchLazily(props: WorkbenchProps) {
  const inBrowser = useInBrowser();
  const client = useQueryClient();
  const { address, tokens } = props.circuit;
  const { ready = true } = props;
  useEffect(() => {
    // The graph need not wait for the script that draws it; should it not come, the workbench asks again.
    if (ready) void client.prefetchQuery(circuitGraphQuery(address));
  }, [client, address, ready]);
  if (!inBrowser) return <WorkbenchSkeleton tokens={tokens} />;
  return (
    <Suspense fallback={<WorkbenchSkeleton tokens={tokens} />}>
      <Workbench {...props} />
    </Suspense>
  );
}
