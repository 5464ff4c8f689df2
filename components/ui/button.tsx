import type { ComponentProps } from "react";

export type ButtonLook = "primary" | "quiet" | "plain" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  size?: "m" | "s";
  /** The work that the button began is under way. Until its end the button stays focusable and does nothing. */
  busy?: boolean;
  /** There is nothing for it to do now. It looks so, and keeps the focus of whoever has just pressed it for the last time. */
  off?: boolean;
}

export function Button({
  look = "quiet",
  size = "m",
  busy,
  off,
  type = "button",
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button ${className ?? ""}`}
      data-look={look}
      data-size={size}
      data-off={off || undefined}
      aria-disabled={busy || off || undefined}
      onClick={busy || off ? (event) => event.preventDefault() : rest.onClick}
    />
  );
}
