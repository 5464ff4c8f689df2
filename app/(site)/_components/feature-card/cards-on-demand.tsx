"use client";

import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { featureQuery } from "@/app/_queries/features";

const FeatureCards = lazy(() => import("./feature-cards"));
/** What comes first of a pointer, a finger or a key. */
const signs = ["pointerover", "focusin"];

/** Loads what shows features' cards once the first name is pointed at, focused or pressed. */
export function CardsOnDemand() {
  const [first, setFirst] = useState<Event | null>(null);
  const client = useQueryClient();
  useEffect(() => {
    function look(event: Event) {
      const name = event.target instanceof Element && event.target.closest<HTMLElement>("[data-card]");
      if (!name) return;
      setFirst(event);
      // What the card says comes while its script does.
      void client.prefetchQuery(featureQuery(name.dataset.card ?? ""));
      forget();
    }
    function forget() {
      for (const sign of signs) document.removeEventListener(sign, look);
    }
    for (const sign of signs) document.addEventListener(sign, look);
    return forget;
  }, [client]);
  return (
    first && (
      <Suspense>
        <FeatureCards first={first} />
      </Suspense>
    )
  );
}
