import { useQueries } from "@tanstack/react-query";
import { interventionQuery } from "@/app/_queries/interventions";
import { Num } from "@/components/ui/num";
import { changeWords } from "./change-words";
import { Signed } from "./outcome";

interface EarlierTriesProps {
  /** The circuit's, in the API. */
  address: string;
  ids: readonly string[];
  /** The one that is shown. */
  shown: string | null;
  onShow: (id: string) => void;
}

/** What was tried since the site was opened, the latest first, to compare and to come back to. */
export function EarlierTries({ address, ids, shown, onShow }: EarlierTriesProps) {
  const tries = useQueries({ queries: ids.map((id) => interventionQuery(address, id)) })
    .flatMap(({ data }) => (data?.result ? [{ ...data, result: data.result }] : []))
    .reverse();
  if (tries.length < 2) return null;
  return (
    <table className="try-tokens try-earlier">
      <caption>Tried since you opened the site, in units of the target</caption>
      <thead>
        <tr>
          <th scope="col">change</th>
          <th scope="col">after</th>
          <th scope="col">by</th>
          <th scope="col">predicted</th>
        </tr>
      </thead>
      <tbody>
        {tries.map(({ id, edits, frozen, result: { target, predicted } }) => (
          <tr key={id} aria-current={id === shown || undefined}>
            <th scope="row">
              <button type="button" className="text-link text-start" onClick={() => onShow(id)}>
                {changeWords(edits)}
                {frozen && ", held"}
              </button>
            </th>
            <td>
              <Num value={target.after} />
            </td>
            <td>
              <Signed value={target.after - target.before} />
            </td>
            <td>{predicted.change === null ? "unknown" : <Signed value={predicted.change} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
