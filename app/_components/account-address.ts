import { maxPathLength } from "@/lib/auth/return-path";

/**
 * The address of the sign-in or the sign-up page, from where one goes on to `next`: a path of this site with all that its
 * query says. A view that is too long for that is left out, and comes back from what the browser keeps of it (app/_typed).
 */
export function accountAddress(page: "/sign-in" | "/sign-up", next: string): string {
  if (next === "/") return page;
  const [path = "", query = ""] = next.split("?");
  const params = new URLSearchParams(query);
  if (next.length > maxPathLength) params.delete("view");
  const callbackUrl = next.length > maxPathLength ? `${path}?${params}` : next;
  return `${page}?${new URLSearchParams({ callbackUrl })}`;
}
