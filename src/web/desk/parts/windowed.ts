import { type RefObject, useLayoutEffect, useState } from "react";

/** Which lines of a long list of equal lines are in sight, with a few to spare on both sides. */
export function useWindowed(
  box: RefObject<HTMLElement | null>,
  count: number,
  line: number,
): { from: number; to: number } {
  const [at, setAt] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void =>
      setAt((was) =>
        was.top === element.scrollTop && was.height === element.clientHeight
          ? was
          : { top: element.scrollTop, height: element.clientHeight },
      );
    look();
    element.addEventListener("scroll", look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      watcher.disconnect();
    };
  }, [box]);
  const spare = 12;
  return {
    from: Math.max(0, Math.floor(at.top / line) - spare),
    to: Math.min(count, Math.ceil((at.top + at.height) / line) + spare),
  };
}
