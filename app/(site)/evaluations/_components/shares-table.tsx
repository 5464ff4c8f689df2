import type { ReactNode } from "react";
import { Term } from "@/app/_components/term/term";
import { Table } from "@/components/ui/table";
import type { AblationOutcome, Evaluation } from "@/lib/evidence-format/evaluation";
import { ablationWords } from "./evaluation-words";
import { Between, Known } from "./known";

interface Row {
  name: ReactNode;
  /** What tells it apart from others for React. */
  key: string;
  of: (outcome: AblationOutcome) => ReactNode;
}

const rows: readonly Row[] = [
  {
    key: "sufficiency",
    name: (
      <>
        Sufficiency: <Term of="faithfulness" /> with the circuit kept
      </>
    ),
    of: ({ sufficiency }) => <Known value={sufficiency.share} />,
  },
  {
    key: "sufficiency-95",
    name: "95%",
    of: ({ sufficiency }) => <Between interval={sufficiency.interval} />,
  },
  {
    key: "sufficiency-percentile",
    name: "of 100 random circuits, less faithful",
    of: ({ sufficiency: { random } }) => (random ? <Known value={random.percentile} /> : "none drawn"),
  },
  {
    key: "sufficiency-distance",
    name: "of 100 random circuits, further from 1",
    of: ({ sufficiency: { random } }) =>
      random ? <Known value={random.percentileByDistance} /> : "none drawn",
  },
  {
    key: "necessity",
    name: "Necessity: the share that is lost with the circuit ablated",
    of: ({ necessity }) => <Known value={necessity.share} />,
  },
  { key: "necessity-95", name: "95%", of: ({ necessity }) => <Between interval={necessity.interval} /> },
  {
    key: "necessity-percentile",
    name: "of 100 random circuits, less necessary",
    of: ({ necessity: { random } }) => (random ? <Known value={random.percentile} /> : "none drawn"),
  },
  {
    key: "errors",
    name: "Share of the circuit's work that its error terms carry",
    of: ({ errors }) => <Known value={errors.share} />,
  },
  {
    key: "without",
    name: "faithfulness without its error terms",
    of: ({ errors }) => <Known value={errors.without.share} />,
  },
  {
    key: "alone",
    name: "faithfulness of its error terms alone",
    of: ({ errors }) => <Known value={errors.alone.share} />,
  },
  { key: "cpr", name: <Term of="cpr">CPR</Term>, of: ({ areas }) => <Known value={areas.cpr} /> },
  { key: "cmd", name: <Term of="cmd">CMD</Term>, of: ({ areas }) => <Known value={areas.cmd} /> },
  { key: "none", name: "Metric with nothing kept", of: ({ none }) => <Known value={none.mean} /> },
  {
    key: "kept",
    name: "Metric with the circuit kept",
    of: ({ sufficiency }) => <Known value={sufficiency.metric.mean} />,
  },
  {
    key: "ablated",
    name: "Metric with the circuit ablated",
    of: ({ necessity }) => <Known value={necessity.metric.mean} />,
  },
];

/** Rows that say more of the row above them. */
const isMore = (key: string) => key.includes("-") || key === "without" || key === "alone";

/** What was found under each ablation, side by side. */
export function SharesTable({ document: { byAblation } }: { document: Evaluation }) {
  return (
    <Table caption="Under each ablation" captionHidden>
      <thead>
        <tr>
          <th scope="col">ablated to</th>
          {byAblation.map(({ ablation }) => (
            <th key={ablation} scope="col" className="numeric">
              {ablationWords[ablation].name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, of }) => (
          <tr key={key}>
            <th
              scope="row"
              className={`min-w-40 whitespace-normal font-normal ${isMore(key) ? "pl-4 text-ink-soft" : ""}`}
            >
              {name}
            </th>
            {byAblation.map((outcome) => (
              <td key={outcome.ablation} className="numeric">
                {of(outcome)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
