"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { featureQuery } from "@/app/_queries/features";
import { anchorOf } from "./card-anchor";

/** Loads what shows features' cards once a name is pointed at, focused or pressed, also before this was there. */
export function CardsOnDemand() {
  const [cards, setCards] = useState<ReactNode>(null);
  const client = useQueryClient();
  useEffect(() => {
    const listening = new AbortController();
    function look(event: Event) {
      const anchor = anchorOf(event);
      if (!anchor) return;
      // What the card says comes while its script does, but of what a pointer only passes.
      if (!anchor.rests) void client.prefetchQuery(featureQuery(anchor.path));
      void import("./feature-cards").then(({ default: FeatureCards }) => {
        listening.abort();
        setCards(<FeatureCards first={event} />);
      });
    }
    const { signal } = listening;
    // What comes first of a pointer, a finger or a key.
    document.addEventListener("pointerover", look, { signal });
    document.addEventListener("focusin", look, { signal });
    const rested = document.querySelector("[data-card]:hover");
    rested?.dispatchEvent(new Event("pointerover", { bubbles: true }));
    return () => listening.abort();
  }, [client]);
  return cards;
}
