import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { removeFeature } from "@/lib/projects/change-features";
import { partParams } from "@/lib/projects/project-params";

export const DELETE = route({
  summary: "Takes a feature out of your project. Judgements of it stay.",
  access: "member",
  keyScope: "publish",
  params: partParams,
  problems: ["not-found", "forbidden"],
  answer: nothing,
  handle: ({ params: { slug, id }, viewer }) => removeFeature({ slug, featureId: id, ownerId: viewer.id }),
});
