import NextLink from "next/link";
import type { ComponentProps } from "react";
import { LinkPending } from "./link-pending";

type LinkProps = ComponentProps<typeof NextLink>;

/**
 * A link within the site. It fetches nothing before it is followed (pages are quick, and connections may not be),
 * and shows that it has been followed where the answer takes a while.
 */
export function Link({ className, children, ...rest }: LinkProps) {
  return (
    <NextLink prefetch={false} {...rest} className={`link ${className ?? ""}`}>
      {children}
      <LinkPending />
    </NextLink>
  );
}

export function TextLink({ className, ...rest }: LinkProps) {
  return <Link {...rest} className={`text-link ${className ?? ""}`} />;
}

/** A link that looks like a button, for what leads somewhere rather than does something. */
export function ButtonLink({
  look = "quiet",
  size = "m",
  className,
  ...rest
}: LinkProps & { look?: "primary" | "quiet" | "plain"; size?: "m" | "s" }) {
  return <Link {...rest} className={`button ${className ?? ""}`} data-look={look} data-size={size} />;
}
