import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

export type SearchText = Readonly<Record<string, string>>;

/** What stands after the question mark, as plain text on both sides, so that an address can be read and sent on. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") out.set(key, value);
  }
  const text = out.toString();
  return text === "" ? "" : `?${text}`;
}

/** State that the whole desk shares by its address: which organisation, as of which day, counted in which way. */
export const DESK_WIDE = ["org", "asOf", "manner"] as const;

export function deskWide(search: SearchText): Record<string, string> {
  return Object.fromEntries(DESK_WIDE.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
}

export function useSearchText(): SearchText {
  const text = useRouterState({ select: (it) => it.location.searchStr });
  return useMemo(() => parseSearch(text), [text]);
}

export function usePathname(): string {
  return useRouterState({ select: (it) => it.location.pathname });
}

export type Patch = Readonly<Record<string, string | null | undefined>>;

/** Changes parts of the address's query; null or empty takes a part away. */
export function usePatchSearch(): (patch: Patch, replace?: boolean) => void {
  const navigate = useNavigate();
  return useCallback(
    (patch, replace = false) => {
      void navigate({
        to: ".",
        replace,
        search: (was: SearchText) => {
          const next: Record<string, string> = { ...was };
          for (const [key, value] of Object.entries(patch)) {
            if (value) next[key] = value;
            else delete next[key];
          }
          return next;
        },
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
}

/**
 * What is open on a page, kept in its address: a link opens that very dialog, and closing it leaves the page as it was.
 * `key` is the part of the query; null when nothing is open.
 */
export function useOpened(key: string): readonly [string | null, (value: string | null) => void] {
  const value = useSearchText()[key] ?? null;
  const patch = usePatchSearch();
  return [value, useCallback((next: string | null) => patch({ [key]: next }, next === null), [key, patch])];
}

/** Goes to an address such as the server hands out (`/r/members?org=…`), keeping the desk's day and manner of counting. */
export function useGo(): (href: string) => void {
  const navigate = useNavigate();
  const search = useSearchText();
  return useCallback(
    (href) => {
      const target = splitHref(href, search);
      void navigate({ to: target.to, search: target.search as never });
    },
    [navigate, search],
  );
}

export function splitHref(href: string, current: SearchText): { to: string; search: Record<string, string> } {
  const [path = "/", text = ""] = href.split("?");
  const { org: _, ...kept } = deskWide(current);
  return { to: path, search: { ...kept, ...parseSearch(text) } };
}
