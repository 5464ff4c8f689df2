import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False while the server renders and while the browser takes that over, then true. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
