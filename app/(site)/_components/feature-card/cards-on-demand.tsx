"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const FeatureCards = lazy(() => import("./feature-cards"));
/** What comes first of a pointer, a finger or a key. */
const signs = ["pointerover", "focusin"];

/** Loads what shows features' cards once the first name is pointed at, focused or pressed. */
export function CardsOnDemand() {
  const [first, setFirst] = useState<Event | null>(null);
  useEffect(() => {
    function look(event: Event) {
      if (!(event.target instanceof Element && event.target.closest("[data-card]"))) return;
      setFirst(event);
      forget();
    }
    function forget() {
      for (const sign of signs) document.removeEventListener(sign, look);
    }
    for (const sign of signs) document.addEventListener(sign, look);
    return forget;
  }, []);
  return (
    first && (
      <Suspense>
        <FeatureCards first={first} />
      </Suspense>
    )
  );
}
