import { retryRoute } from "@/lib/computations/routes";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";

export const POST = retryRoute({ ...evaluationComputation, access: "member" });
