import type { ComponentProps } from "react";

export type ButtonLook = "primary" | "quiet" | "plain" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  size?: "m" | "s";
  /** The work that the button began is under way. Until its end the button stays focusable and does nothing. */
  busy?: boolean;
}

export function Button({
  look = "quiet",
  size = "m",
  busy,
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
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    />
  );
}
