/** A bar from the middle, to the right for what adds and to the left for what takes away. Its number stands beside it. */
export function SignedBar({ value, top }: { value: number; top: number }) {
  const share = top > 0 ? Math.min(50, (50 * Math.abs(value)) / top) : 0;
  return (
    <svg className="signed-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <path className="signed-bar-middle" d="M50 0V6" />
      <rect
        data-sign={value < 0 ? -1 : 1}
        x={(value < 0 ? 50 - share : 50).toFixed(2)}
        width={share.toFixed(2)}
        height="6"
      />
    </svg>
  );
}
