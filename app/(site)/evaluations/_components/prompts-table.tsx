import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Table } from "@/components/ui/table";
import type { Evaluation } from "@/lib/evidence-format/evaluation";
import { ablationWords, metricWords } from "./evaluation-words";
import { Known } from "./known";

interface PromptsTableProps {
  document: Evaluation;
  /** Of its prompts, in their order. */
  texts: readonly string[];
  /** The page's query. */
  params: URLSearchParams;
}

const perPage = 40;
/** Of a prompt's text, characters at its end, after which the next token is read. */
const shownCharacters = 200;
const after = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);

/** The metric of each prompt: of the model itself, and with the circuit kept and ablated. */
export function PromptsTable({ document, texts, params }: PromptsTableProps) {
  const { byPrompt, byAblation, metric } = document;
  const first = cursorOf(params, "prompts", after) ?? 0;
  const shown = byPrompt.slice(first, first + perPage);
  const next = first + perPage;
  return (
    <>
      <Table caption={`By prompt, the ${metricWords[metric]}.`}>
        <thead>
          <tr>
            <th scope="col">prompt</th>
            <th scope="col" className="numeric">
              model itself
            </th>
            {byAblation.map(({ ablation }) => (
              <PromptHeads key={ablation} name={ablationWords[ablation].name} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ whole, byAblation }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a prompt is told by its place
            <tr key={i}>
              <th scope="row" className="min-w-56 whitespace-normal break-words font-normal">
                {first + i + 1}. <bdi>{ending(texts[first + i] ?? "")}</bdi>
              </th>
              <td className="numeric">
                <Known value={whole} />
              </td>
              {byAblation.flatMap(({ ablation, none, kept, ablated }) =>
                [none, kept, ablated].map((value, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are told by their place
                  <td key={`${ablation} ${j}`} className="numeric">
                    <Known value={value} />
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      <ListPager
        list="prompts"
        label="Pages of its prompts"
        params={params}
        nextCursor={next < byPrompt.length ? String(next) : null}
      />
    </>
  );
}

function ending(text: string): string {
  return text.length <= shownCharacters ? text : `\u2026${text.slice(-shownCharacters)}`;
}

function PromptHeads({ name }: { name: string }) {
  return (
    <>
      {["nothing kept", "circuit kept", "circuit ablated"].map((what) => (
        <th key={what} scope="col" className="numeric whitespace-normal">
          {name}: {what}
        </th>
      ))}
    </>
  );
}
