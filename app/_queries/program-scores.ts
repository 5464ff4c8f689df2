import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";
import { labelsQuery } from "./labels";

/** Examples that a program is tried on while it is written. */
const examplesTried = 6;

/** Where the site's API has how a label as a program scores. */
export function programScoreAddress(id: string): string {
  return `/api/v1/program-scores/${id}`;
}

/** Has a program measured for a feature, by the path of its page; its labels say how far that is. */
export const measureMutation = (path: string) =>
  mutationOptions({
    mutationFn: (program: string) =>
      ask((answers) => answers.programScoreViewSchema, {
        ...{ method: "POST", address: `/api/v1${path}/program-scores`, body: { program } },
      }),
    onSuccess: (_data, _variables, _result, { client }) =>
      client.invalidateQueries({ queryKey: labelsQuery(path).queryKey, exact: true }),
  });

/** A feature with its strongest examples, each with its whole window. */
export function wholeExamplesQuery(path: string) {
  return queryOptions({
    queryKey: ["whole-examples", path],
    queryFn: ({ signal }) =>
      ask((answers) => answers.featureViewSchema, {
        address: `/api/v1${path}?limit=${examplesTried}&length=whole`,
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
