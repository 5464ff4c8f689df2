import type { Metadata } from "next";
import { z } from "zod";
import { ActList } from "@/app/_components/act-list";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Button } from "@/components/ui/button";
import { actKinds, loggedKinds } from "@/lib/audit-log/act";
import { actCursor, findActs } from "@/lib/audit-log/find-acts";
import { toStorable } from "@/lib/db/storable-text";
import { toParams } from "../../_components/to-params";
import { forModerators } from "../_components/for-moderators";
import { ModerationNav } from "../_components/moderation-nav";

export const metadata: Metadata = { title: "What moderators did", robots: { index: false } };

interface LogPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The audit log, by filters that stand in the address. */
export default async function LogPage({ searchParams }: LogPageProps) {
  await forModerators("/moderation/log");
  const params = toParams(await searchParams);
  const handle = (name: string) =>
    toStorable(params.get(name) ?? "")
      .trim()
      .toLowerCase()
      .slice(0, 40);
  const [by, concerns] = [handle("by"), handle("concerns")];
  const kind = z.enum(actKinds).safeParse(params.get("kind")).data;
  const subjectKind = z.enum(loggedKinds).safeParse(params.get("of")).data;
  const cursor = cursorOf(params, "acts", actCursor);
  const { items, nextCursor } = await findActs({ kind, subjectKind, by, concerns, cursor });
  return (
    <>
      <h1>What moderators did</h1>
      <ModerationNav />
      <form action="/moderation/log" className="mb-4 flex flex-wrap items-end gap-3 text-m">
        <Choice name="kind" label="Act" value={kind} options={actKinds} />
        <Choice name="of" label="Done to a" value={subjectKind} options={loggedKinds} />
        <Handle name="by" label="By (handle)" value={by} />
        <Handle name="concerns" label="Concerns (handle)" value={concerns} />
        <Button type="submit">Show</Button>
      </form>
      {items.length === 0 ? (
        <p className="text-m">{cursor ? "No more." : "Nothing was done that this asks for."}</p>
      ) : (
        <ActList acts={items} />
      )}
      <ListPager list="acts" label="Pages of the log" params={params} nextCursor={nextCursor} />
    </>
  );
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly string[];
}) {
  return (
    <label className="grid gap-1 font-semibold">
      {label}
      <select name={name} className="input w-fit" defaultValue={value ?? ""}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}

function Handle({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="grid gap-1 font-semibold">
      {label}
      <input className="input w-40" name={name} defaultValue={value} maxLength={40} autoComplete="off" />
    </label>
  );
}
