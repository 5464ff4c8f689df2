import { QueryClient } from "@tanstack/react-query";

/**
 * What is fetched is kept: most of what the site computes never changes, and the rest is told by its own events.
 * Nothing waits for a connection that the browser believes to be lost, since saying so is better.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
