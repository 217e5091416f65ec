import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import type { Section } from "#web/desk/part.ts";

/**
 * What other slices bring to a big page, to be put beneath its own sections. Their code is on its way as soon as that of
 * the page is there, beside what the page asks.
 */
export function sectionsOf<Beneath extends string, P extends object>(
  sections: readonly Section<Beneath, P>[],
): (props: { beneath: Beneath; of: P }) => ReactNode {
  const ordered = sections
    .toSorted((one, other) => one.order - other.order)
    .map(({ beneath, load }) => {
      const code = load();
      return { beneath, Shown: lazy(async (): Promise<{ default: ComponentType<P> }> => ({ default: await code })) };
    });
  return ({ beneath, of }) =>
    ordered
      .filter((it) => it.beneath === beneath)
      .map(({ Shown }, at) => (
        <Suspense key={at}>
          <Shown {...of} />
        </Suspense>
      ));
}
