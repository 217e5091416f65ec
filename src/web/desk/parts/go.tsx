import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { splitHref, useSearchText } from "#web/desk/place.ts";

/** A link to an address of the desk as text; keeps the desk's day and manner of counting. */
export function Go(props: {
  href: string;
  children: ReactNode;
  className?: string | undefined;
  label?: string | undefined;
  keepOrg?: boolean;
  /** Also done when the link is followed. */
  onGo?: (() => void) | undefined;
}): ReactNode {
  const current = useSearchText();
  const target = splitHref(props.href, current);
  const search =
    props.keepOrg === true && current["org"] && !target.search["org"]
      ? { ...target.search, org: current["org"] }
      : target.search;
  return (
    <Link
      to={target.to}
      search={search as never}
      className={props.className}
      aria-label={props.label}
      onClick={props.onGo}
    >
      {props.children}
    </Link>
  );
}
