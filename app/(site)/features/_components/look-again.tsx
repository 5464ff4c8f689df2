"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMillis = 3_000;

/** Makes the page anew every now and then, while what it waits for is not there. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), everyMillis);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
