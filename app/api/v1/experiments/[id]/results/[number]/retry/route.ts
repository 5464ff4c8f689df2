import { retryRoute } from "@/lib/computations/routes";
import { resultComputation } from "@/lib/experiments/result-computation";

export const POST = retryRoute({ ...resultComputation, access: "member" });
