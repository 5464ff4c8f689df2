import { AppError } from "@/lib/errors";
import { answerGone } from "@/lib/http/page-in-making";
import { orNotFound } from "./or-not-found";

/**
 * The same as `orNotFound`, but of what was there once, which is answered with 410, the error is given: the page prints its
 * sentence.
 */
export async function orGone<T>(asked: Promise<T>): Promise<T | AppError> {
  return orNotFound(
    asked.catch((error: unknown) => {
      if (!isGone(error)) throw error;
      answerGone();
      return error;
    }),
  );
}

export function isGone(found: unknown): found is AppError {
  return found instanceof AppError && found.code === "gone";
}
