import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes } from "@/lib/auth/viewer-type";
import { countUnread } from "@/lib/notifications/find-notifications";
import { SignInLink } from "./sign-in-link";
import { SignOutForm } from "./sign-out-form";
import { ThemeToggle } from "./theme-toggle";
import { Wordmark } from "./wordmark";

export async function SiteHeader() {
  const viewer = await getViewer();
  const unread = viewer.kind === "member" ? await countUnread(viewer.id) : 0;
  return (
    <header className="border-line border-b">
      <div className="mx-auto flex h-14 max-w-(--page-width) items-center gap-x-2 px-4 sm:gap-x-6 sm:px-6">
        <Wordmark />
        <nav aria-label="Site" className="flex items-center gap-4 text-ink-soft text-m max-sm:hidden">
          <Link href="/" className="hover:text-accent">
            Home
          </Link>
          <Link href="/circuits" className="hover:text-accent">
            Circuits
          </Link>
          <Link href="/features" className="hover:text-accent">
            Features
          </Link>
          <Link href="/models" className="hover:text-accent">
            Models
          </Link>
          <Link href="/docs" className="hover:text-accent">
            Guide
          </Link>
          <Link href="/label" className="hover:text-accent max-lg:hidden">
            Label
          </Link>
          <Link href="/bounties" className="hover:text-accent max-lg:hidden">
            Bounties
          </Link>
        </nav>
        <search aria-label="Site" className="ml-auto max-md:hidden">
          <form action="/search">
            <input
              className="input w-44 lg:w-56"
              type="search"
              name="q"
              aria-label="Search"
              placeholder="Search (Ctrl K)"
              aria-keyshortcuts="Control+K Meta+K"
              maxLength={400}
              autoComplete="off"
            />
          </form>
        </search>
        <div className="flex items-center gap-1 max-md:ml-auto">
          <Link href="/search" data-palette className="px-1 text-ink-soft text-s md:hidden">
            Search
          </Link>
          <div className="sm:hidden">
            <Menu id="site-menu" label="Pages of the site" button="Menu">
              <nav aria-label="Site" className="text-m">
                <Link href="/circuits">Circuits</Link>
                <Link href="/features">Features</Link>
                <Link href="/models">Models</Link>
                <Link href="/label">Label</Link>
                <Link href="/experiments">Experiments</Link>
                <Link href="/bounties">Bounties</Link>
                <Link href="/docs">Guide</Link>
              </nav>
            </Menu>
          </div>
          <ThemeToggle />
          {viewer.kind === "member" ? (
            <Menu
              id="account-menu"
              label={`Account of ${viewer.handle}${unread > 0 ? `, ${counted(unread)} unread` : ""}`}
              button={
                <span className="flex items-baseline gap-1">
                  <span className="block max-w-14 truncate sm:max-w-48">{viewer.handle}</span>
                  {unread > 0 && <span className="font-semibold text-accent text-s">{counted(unread)}</span>}
                </span>
              }
            >
              <p className="border-line border-b px-3 pb-2 text-ink-soft text-s">
                {viewer.name ?? viewer.handle}, {viewer.role}
              </p>
              <nav aria-label="Account" className="pt-2 text-m">
                <Link href="/notifications">
                  {unread > 0 ? `Notifications (${counted(unread)})` : "Notifications"}
                </Link>
                <Link href="/label">Label features</Link>
                <Link href="/projects?only=in">Your projects</Link>
                <Link href="/bounties?only=own">Your bounties</Link>
                <Link href="/collections/mine">Your collections</Link>
                <Link href={`/families?by=${viewer.handle}`}>Your prompt families</Link>
                <Link href={`/experiments?by=${viewer.handle}`}>Your experiments</Link>
                <Link href="/searches">Your searches</Link>
                <Link href="/imports">Imported circuits</Link>
                <Link href="/settings">Settings</Link>
                {roleIncludes(viewer.role, "moderator") && <Link href="/moderation">Moderation</Link>}
                <SignOutForm handle={viewer.handle} />
              </nav>
            </Menu>
          ) : (
            <SignInLink />
          )}
        </div>
      </div>
    </header>
  );
}

function counted(unread: number): string {
  return unread < 100 ? String(unread) : "99+";
}
