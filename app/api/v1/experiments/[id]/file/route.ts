import { getExperiment } from "@/lib/experiments/get-experiment";
import { textFile } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary:
    "An experiment as its circuit-commons/experiment@1 file, the family's prompts in it, which `commons experiment run` runs.",
  access: "anyone",
  params: idParams,
  limit: { name: "experiment-file", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found"],
  answer: textFile("application/json", "experiment.json"),
  handle: async ({ params: { id }, viewer }) => {
    const { experiment } = await getExperiment(id, viewer);
    return `${JSON.stringify(experiment, null, 2)}\n`;
  },
});
