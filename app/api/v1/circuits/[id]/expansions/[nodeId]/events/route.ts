import { eventsRoute } from "@/lib/computations/routes";
import { expansionComputation } from "@/lib/expansions/expansion-computation";

export const GET = eventsRoute(expansionComputation);
