/**
 * A horizontal bar for `value` on a scale from 0 to `top`, for the eye only: the number stands beside it. Drawn
 * with SVG attributes because the content security policy forbids style attributes.
 */
export function Bar({
  value,
  top,
  scale = "activation",
}: {
  value: number;
  top: number;
  scale?: "activation" | "plain";
}) {
  const share = top > 0 ? Math.min(100, Math.max(0, (100 * value) / top)) : 0;
  return (
    <svg className="bar" data-scale={scale} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-fill" width={share.toFixed(2)} height="4" />
    </svg>
  );
}
