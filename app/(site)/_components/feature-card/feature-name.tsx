import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import type { Feature } from "@/lib/circuit-format/node-id";
import { useFeaturePath } from "./features-at";

interface FeatureNameProps {
  feature: Feature | undefined;
  children: ReactNode;
  className?: string;
  /** Its page, for those who cannot see where the name stands. */
  label?: string;
  /** How the name stands, where people gave it. */
  standing?: LabelStanding | null;
}

/** What a feature is called, leading to its page, and to its card where one points at it; only the words of another. */
export function FeatureName({ feature, children, className = "", label, standing }: FeatureNameProps) {
  const path = useFeaturePath(feature);
  if (!path) return <span className={className}>{children}</span>;
  return (
    <Link
      href={path}
      className={`feature-name ${className}`}
      data-card={path}
      data-standing={standing}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
