import type { ComponentProps } from "react";

interface LinkProps extends ComponentProps<"a"> {
  href: string;
  /** False where one stays where one is on the page: what is followed changes only a part of it. */
  scroll?: boolean;
}

/**
 * A link within the site. It is the plain element, of which a page may have hundreds: one listener follows them all
 * (`FollowedLinks`). It fetches nothing before it is followed (pages are quick, and connections may not be), and shows that
 * it has been followed where the answer takes a while.
 */
export function Link({ className, scroll, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      className={className ? `link ${className}` : "link"}
      {...(scroll === false && { "data-stays": true })}
    />
  );
}

export function TextLink({ className, ...rest }: LinkProps) {
  return <Link {...rest} className={className ? `text-link ${className}` : "text-link"} />;
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
