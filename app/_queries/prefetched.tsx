import { type DataTag, dehydrate, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createQueryClient } from "./query-client";

interface Known {
  queryKey: QueryKey;
  data: unknown;
}

/** The answer to a query, which the server has without asking itself. */
export function known<Data>({ queryKey }: { queryKey: DataTag<QueryKey, Data, Error> }, data: Data): Known {
  return { queryKey, data };
}

/** What is inside finds these answers in the cache and asks for none of them. */
export function Prefetched({ answers, children }: { answers: readonly Known[]; children?: ReactNode }) {
  const client = createQueryClient();
  for (const { queryKey, data } of answers) client.setQueryData(queryKey, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
