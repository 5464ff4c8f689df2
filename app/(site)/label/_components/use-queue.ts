import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { queuedFeatureQuery } from "@/app/_queries/features";
import { renewLeases, returnLease, returnOnLeaving, takeLease } from "@/app/_queries/label-queue";
import { labelsQuery } from "@/app/_queries/labels";
import { renewSeconds } from "@/lib/label-queue/queue-words";
import type { QueuedFeatureView } from "@/lib/label-queue/view";
import { takePeeked } from "./peeked";

/** The feature before one and the next, which is fetched meanwhile. */
const kept = 2;

/**
 * The queue, or that of a project, as this window goes through it: what is before one, how many were gone on from, and going on. What it holds is renewed as
 * long as the window is open and given back when it closes.
 */
export function useQueue(project: string | null) {
  const client = useQueryClient();
  const [items, setItems] = useState<QueuedFeatureView[]>([]);
  const [done, setDone] = useState<number | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [isLost, setLost] = useState(false);
  const isAsking = useRef(false);
  /** What is on its way back: the next question comes after it, so that nothing given back comes again. */
  const returning = useRef<Promise<unknown>>(Promise.resolve());
  const hold = useRef(items);
  hold.current = items;

  const more = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      await returning.current;
      const holding = hold.current.map(({ visitId }) => visitId);
      const { next, sitting } = await takeLease(holding, project === null ? takePeeked() : null, project);
      setDone((before) => before ?? sitting.done);
      setEmpty(next === null);
      setError(null);
      if (!next) return;
      void client.prefetchQuery(queuedFeatureQuery(next.feature));
      void client.prefetchQuery(labelsQuery(next.feature));
      setItems((before) => [...before.filter(({ visitId }) => visitId !== next.visitId), next]);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      isAsking.current = false;
    }
  }, [client, project]);
  useEffect(() => {
    if (items.length < kept && !isEmpty && !error) void more();
  }, [items, isEmpty, error, more]);

  const renew = useEffectEvent(async () => {
    const visits = items.map(({ visitId }) => visitId);
    if (visits.length === 0) return;
    const { held } = await renewLeases(visits).catch(() => ({ held: visits }));
    const [current, ...others] = items;
    setLost(current !== undefined && !held.includes(current.visitId));
    if (others.some(({ visitId }) => !held.includes(visitId)))
      setItems((before) => before.filter(({ visitId }, n) => n === 0 || held.includes(visitId)));
  });
  useEffect(() => {
    const timer = setInterval(() => void renew(), renewSeconds * 1000);
    const leave = () => returnOnLeaving(hold.current.map(({ visitId }) => visitId));
    // A page that the browser kept and shows again holds nothing any more.
    const comeBack = ({ persisted }: PageTransitionEvent) => persisted && window.location.reload();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", comeBack);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", comeBack);
      leave();
    };
  }, []);

  function goOn() {
    const [current, ...others] = items;
    if (!current) return;
    returning.current = returnLease(current.visitId).catch(() => {});
    setLost(false);
    setDone((before) => (before ?? 0) + 1);
    setItems(others);
  }
  return {
    current: items[0] ?? null,
    done: done ?? 0,
    isEmpty: isEmpty && items.length === 0,
    error: items.length === 0 ? error : null,
    isLost,
    goOn,
    /** Asks again, after a refusal or when nothing was left. */
    again: () => {
      setEmpty(false);
      setError(null);
    },
  };
}
