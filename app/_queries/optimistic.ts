import type { DataTag, MutationFunctionContext, QueryKey } from "@tanstack/react-query";

/**
 * The callbacks of a mutation whose end is shown before it has come: `change` makes what is known now what it will
 * be, and a refusal brings back what was. Either way the query is asked again where somebody looks at it.
 */
export function optimistic<Data, Variables>(
  query: (variables: Variables) => { queryKey: DataTag<QueryKey, Data, Error> },
  change: (known: Data, variables: Variables) => Data,
) {
  return {
    onMutate: async (variables: Variables, { client }: MutationFunctionContext) => {
      const { queryKey } = query(variables);
      await client.cancelQueries({ queryKey, exact: true });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (known) => (known === undefined ? known : change(known, variables)));
      return { before };
    },
    onError: (
      _: Error,
      variables: Variables,
      shown: { before: Data | undefined } | undefined,
      { client }: MutationFunctionContext,
    ) => {
      client.setQueryData(query(variables).queryKey, shown?.before);
    },
    onSettled: (
      _data: unknown,
      _error: Error | null,
      variables: Variables,
      _shown: unknown,
      { client }: MutationFunctionContext,
    ) => client.invalidateQueries({ queryKey: query(variables).queryKey, exact: true }),
  };
}
