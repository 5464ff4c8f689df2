import { toldTroubleOf } from "@/lib/db/trouble";
import { pagesInMaking } from "@/lib/http/page-in-making";

/** Called by Next for whatever a page threw: the server around it answers (scripts/page-answer.ts). */
export function onRequestError(error: unknown): void {
  const page = pagesInMaking().getStore();
  if (page) page.trouble ??= toldTroubleOf(error);
}
