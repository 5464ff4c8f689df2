import type { ReactNode } from "react";

/** A button that opens a short list. The browser's own popover: Escape and a click elsewhere close it. */
export function Menu({
  id,
  label,
  button,
  children,
}: {
  id: string;
  label: string;
  button: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <button
        type="button"
        className="button"
        data-look="plain"
        data-size="s"
        popoverTarget={id}
        aria-label={label}
      >
        {button}
      </button>
      <div id={id} popover="auto" className="menu">
        {children}
      </div>
    </>
  );
}
