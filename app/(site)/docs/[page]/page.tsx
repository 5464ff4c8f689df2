import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GuideFrame } from "../_components/guide-frame";
import { GuideSections } from "../_components/guide-sections";
import { guidePages } from "../_guide/pages";

interface GuidePageProps {
  params: Promise<{ page: string }>;
}

async function pageOf({ params }: GuidePageProps) {
  const { page } = await params;
  return guidePages.find(({ slug }) => slug === page) ?? notFound();
}

export async function generateMetadata(props: GuidePageProps): Promise<Metadata> {
  const { title, summary } = await pageOf(props);
  return { title, description: summary };
}

export default async function GuidePage(props: GuidePageProps) {
  const { slug, sections } = await pageOf(props);
  return (
    <GuideFrame href={`/docs/${slug}`} sections={sections}>
      <GuideSections sections={sections} />
    </GuideFrame>
  );
}
