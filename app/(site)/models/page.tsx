import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatCount } from "@/components/ui/format-number";
import { Link } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { findModels } from "@/lib/models/get-model";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { featureTotal } from "./feature-total";

export const metadata: Metadata = { title: "Models" };

interface ModelsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ModelsPage({ searchParams }: ModelsPageProps) {
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "models", idCursor);
  const { items: models, nextCursor } = await findModels(cursor ? { cursor } : {});
  return (
    <>
      <h1 className="mb-6">The models that can be looked into here</h1>
      {models.length === 0 ? (
        <EmptyState title="No model has been registered.">
          The installation's operator registers the bundled one with the seed, and others from their weight
          files.
        </EmptyState>
      ) : (
        <Table caption="Models of this installation" captionHidden>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Architecture</th>
              <th scope="col" className="numeric">
                Layers
              </th>
              <th scope="col" className="numeric">
                Parameters
              </th>
              <th scope="col" className="numeric">
                Features
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.id}>
                <th scope="row">
                  <Link href={`/models/${model.name}`} className="text-link text-m">
                    {model.displayName}
                  </Link>
                </th>
                <td>{model.architecture}</td>
                <td className="numeric">{model.layers}</td>
                <td className="numeric">{formatCount(Number(model.parameterCount))}</td>
                <td className="numeric">{formatCount(featureTotal(model))}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <ListPager list="models" label="Pages of models" params={params} nextCursor={nextCursor} />
    </>
  );
}
