import { eventsRoute } from "@/lib/computations/routes";
import { verificationComputation } from "@/lib/verifications/verification-computation";

export const GET = eventsRoute(verificationComputation);
