import { cookies } from "next/headers";

export const themeCookie = "theme";
export type Theme = "system" | "light" | "dark";

/** The reader's explicit choice, known before the first byte so that no page flashes in the other one. */
export async function getTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}
