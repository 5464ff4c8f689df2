import { cancelRoute } from "@/lib/computations/routes";
import { verificationComputation } from "@/lib/verifications/verification-computation";

export const POST = cancelRoute(verificationComputation);
