import { useEffect, useState } from "react";

/** What `value` was when it last stayed the same for so long; null before it did. */
export function useRested<Value>(value: Value, millis: number): Value | null {
  const [rested, setRested] = useState<Value | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return rested;
}
