import type { AblationResult, CircuitEvaluation, SetResult } from "@/lib/engine/evaluation/evaluate-circuit";
import { formatTable } from "./table";

/** An evaluation as text; what is not known is said so. */
export function evaluationTable(found: CircuitEvaluation): string {
  const { prompts, circuit, universe, whole, metric } = found;
  return [
    `${prompts.all} prompts${prompts.unknown > 0 ? `, ${prompts.unknown} of them left out since the ${metric} is not known of all their runs` : ""}. A circuit of ${circuit.features} features${circuit.skips > 0 ? `, ${circuit.skips} skips` : ""} and ${circuit.errors} errors, of ${universe.nodes} nodes in all.`,
    ...(circuit.withoutRole.length > 0
      ? [
          `${circuit.withoutRole.length} of the circuit's nodes stand at tokens without a role and are left out: ${circuit.withoutRole.slice(0, 5).join(", ")}${circuit.withoutRole.length > 5 ? ", …" : ""}.`,
        ]
      : []),
    `The ${metric} of the model itself: ${number(whole.mean)}${between(whole.interval)}.`,
    ...found.byAblation.map(ablationTable),
    "",
  ].join("\n\n");
}

function ablationTable({
  ablation,
  none,
  sufficiency,
  necessity,
  errors,
  curve,
  areas,
}: AblationResult): string {
  const row = (name: string, set: SetResult, percentile: number | null | undefined) => [
    ...[name, number(set.metric.mean), number(set.share), between(set.interval).trim()],
    percentile === undefined ? "" : number(percentile, 1),
  ];
  const rows = [
    ["nothing kept", number(none.mean), "", "", ""],
    row("circuit kept", sufficiency, sufficiency.random?.percentile),
    row("circuit ablated", necessity, necessity.random?.percentile),
    row("kept without its errors", errors.without, undefined),
    row("its errors alone kept", errors.alone, undefined),
    ...curve.map((point) => row(`${point.nodes} nodes (${100 * point.nodesShare}%)`, point, undefined)),
  ];
  const head = [`ablated to ${ablation}`, "metric", "share", "95%", "percentile"];
  return [
    formatTable(head, rows, [1, 2, 4]),
    `CPR ${number(areas.cpr)}, CMD ${number(areas.cmd)}. Errors carry ${number(errors.share)} of what the circuit does.`,
  ].join("\n");
}

function number(value: number | null, digits = 3): string {
  return value === null ? "unknown" : value.toFixed(digits);
}

function between(interval: readonly [number, number] | null): string {
  return interval ? ` ${number(interval[0])} to ${number(interval[1])}` : "";
}
