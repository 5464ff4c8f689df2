import type { Standing } from "@/lib/bounties/bounty-words";
import { Moment } from "./moment";

interface StandingProps {
  standing: Standing;
  opensAt: Date;
  closesAt: Date;
}

/** How a bounty stands, and until when. */
export function StandingWords({ standing, opensAt, closesAt }: StandingProps) {
  switch (standing) {
    case "draft":
      return <>a draft that its sponsor alone sees</>;
    case "open":
      return opensAt > new Date() ? (
        <>
          opens <Moment at={opensAt} />, closes <Moment at={closesAt} />
        </>
      ) : (
        <>
          open; closes <Moment at={closesAt} />
        </>
      );
    case "judging":
      return (
        <>
          closed <Moment at={closesAt} />; its entries are to be judged
        </>
      );
    case "provisional":
      return <>ranked, and open to appeals</>;
    case "awarded":
      return <>awarded</>;
    case "cancelled":
      return <>cancelled</>;
  }
}
