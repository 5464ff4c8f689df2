"use client";

import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import type { ComparePicturesProps } from "./compare-pictures";

const ComparePictures = lazy(() =>
  import("./compare-pictures").then((loaded) => ({ default: loaded.ComparePictures })),
);

/** The two graphs, drawn in the browser once their script and data have come; the table stands without them. */
export function ComparePicturesLazily(props: ComparePicturesProps) {
  const inBrowser = useInBrowser();
  const client = useQueryClient();
  const { left, right } = props;
  useEffect(() => {
    // The graphs need not wait for the script that draws them; should one not come, it is asked for again.
    for (const address of [left.address, right.address])
      void client.prefetchQuery(circuitGraphQuery(address));
  }, [client, left.address, right.address]);
  const waiting = (
    <div className="compare-pictures" aria-hidden="true">
      <div className="graph graph-waiting" />
      <div className="graph graph-waiting" />
    </div>
  );
  if (!inBrowser) return waiting;
  return (
    <Suspense fallback={waiting}>
      <ComparePictures {...props} />
    </Suspense>
  );
}
