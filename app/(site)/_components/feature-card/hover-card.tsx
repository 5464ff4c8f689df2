import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef } from "react";
import { featureQuery } from "@/app/_queries/features";
import { FeatureCard, FeatureCardSkeleton } from "./feature-card";
import { placeBeside } from "./place-beside";
import "./feature-card.css";

interface HoverCardProps {
  anchor: HTMLElement;
  /** The address of the feature's page. */
  path: string;
  onClose: () => void;
}

/** How long a pointer may be between a name and its card. */
const graceMillis = 160;

/** The small card of a feature, beside its name as long as that or the card itself is pointed at, or the name has focus. */
export function HoverCard({ anchor, path, onClose }: HoverCardProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { data: feature, error } = useQuery(featureQuery(path));
  const close = useEffectEvent(onClose);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a card is placed again once it is filled
  useLayoutEffect(() => {
    const card = box.current;
    if (!card) return;
    if (!card.matches(":popover-open")) card.showPopover();
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), card.getBoundingClientRect(), screen);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
    anchor.setAttribute("aria-describedby", id);
    return () => anchor.removeAttribute("aria-describedby");
  }, [anchor, id, feature]);
  useLayoutEffect(() => withoutTooltip(anchor), [anchor]);

  useEffect(() => {
    const stop = new AbortController();
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const isOn = ({ target }: Event) =>
      target instanceof Node && (anchor.contains(target) || box.current?.contains(target));
    const on = (name: string, listen: (event: Event) => void, capture = false) =>
      document.addEventListener(name, listen, { signal: stop.signal, capture });
    on("pointerover", (event) => {
      clearTimeout(leaving);
      const isFocused = document.activeElement === anchor && anchor.matches(":focus-visible");
      if (!isOn(event) && !isFocused) leaving = setTimeout(close, graceMillis);
    });
    on("pointerdown", (event) => !isOn(event) && close());
    on("focusout", (event) => event.target === anchor && close());
    on("scroll", (event) => !isOn(event) && close(), true);
    // One press of Escape puts one thing away.
    on(
      "keydown",
      (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      },
      true,
    );
    return () => {
      clearTimeout(leaving);
      stop.abort();
    };
  }, [anchor]);

  return (
    <div ref={box} id={id} popover="manual" className="feature-card" role="tooltip">
      {feature ? (
        <FeatureCard feature={feature} />
      ) : error ? (
        <p className="text-m text-danger">{error.message}</p>
      ) : (
        <FeatureCardSkeleton />
      )}
    </div>
  );
}

/** Takes away what the browser would show over the card, until the function it returns is called. */
function withoutTooltip(anchor: HTMLElement): () => void {
  const { title } = anchor;
  // In a drawing it is an element.
  const drawn = anchor.querySelector(":scope > title");
  drawn?.remove();
  if (title) anchor.removeAttribute("title");
  return () => {
    if (drawn) anchor.prepend(drawn);
    if (title) anchor.setAttribute("title", title);
  };
}
