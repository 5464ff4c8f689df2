import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** What a page asked for, or the site's not-found page where the domain says that it does not exist. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
}
