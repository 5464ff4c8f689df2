import Link from "next/link";
import type { ComponentProps } from "react";

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={`text-link ${className ?? ""}`} />;
}

/** A link that looks like a button, for what leads somewhere rather than does something. */
export function ButtonLink({
  look = "quiet",
  size = "m",
  ...rest
}: ComponentProps<typeof Link> & { look?: "primary" | "quiet" | "plain"; size?: "m" | "s" }) {
  return <Link {...rest} className={`button ${rest.className ?? ""}`} data-look={look} data-size={size} />;
}
