import { cancelRoute } from "@/lib/computations/routes";
import { expansionComputation } from "@/lib/expansions/expansion-computation";

export const POST = cancelRoute(expansionComputation);
