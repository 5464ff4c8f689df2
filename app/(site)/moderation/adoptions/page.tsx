import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { findAdoptions } from "@/lib/adoptions/find-adoptions";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { forAdministrators } from "../_components/for-moderators";
import { ModerationNav } from "../_components/moderation-nav";
import { AdoptionForm } from "./_components/adoption-form";
import { AdoptionRow } from "./_components/adoption-row";

export const metadata: Metadata = { title: "Adopting models", robots: { index: false } };

interface AdoptionsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Models taken up while the site runs: naming one, how far each is, and what came of it. For administrators. */
export default async function AdoptionsPage({ searchParams }: AdoptionsPageProps) {
  const viewer = await forAdministrators("/moderation/adoptions");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "adoptions", idCursor);
  const { items, nextCursor } = await findAdoptions(viewer, { cursor });
  return (
    <>
      <h1>Adopting models</h1>
      <ModerationNav />
      <p className="mb-4 max-w-prose text-ink-soft">
        A worker fetches the files, checks every weight and checksum, measures whether the dictionaries fit
        the model, and puts the folder beside the others on its machine; the site has the model then, without
        a restart. What was fetched is kept when it is stopped or fails. Large models take long, and other
        work of the background waits meanwhile. Each adoption stands in the log.
      </p>
      <AdoptionForm />
      <section aria-labelledby="adoptions" className="mt-10">
        <h2 id="adoptions">What was adopted here</h2>
        {items.length === 0 ? (
          <p className="mt-1 text-ink-soft text-m">{cursor ? "No more." : "Nothing yet."}</p>
        ) : (
          <ul>
            {items.map((each) => (
              <AdoptionRow key={each.id} of={each} />
            ))}
          </ul>
        )}
      </section>
      <ListPager list="adoptions" label="Pages of adoptions" params={params} nextCursor={nextCursor} />
    </>
  );
}
