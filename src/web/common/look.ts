/** How one person likes to see things; kept in this browser only. */
export interface Look {
  readonly theme: "light" | "dark";
  readonly elder: boolean;
  /** Base size in px in elder mode, 18 to 30. */
  readonly elderSize: number;
  readonly dense: boolean;
}

const KEY = "lianxin.look";
const PLAIN: Look = { theme: "light", elder: false, elderSize: 20, dense: false };

export function readLook(): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Look>;
    const size = Number(kept.elderSize);
    return {
      theme: kept.theme === "dark" ? "dark" : "light",
      elder: kept.elder === true,
      elderSize: size >= 18 && size <= 30 ? size : PLAIN.elderSize,
      dense: kept.dense === true,
    };
  } catch {
    return PLAIN;
  }
}

/** Sets the attributes that tokens.css answers to, and remembers. Private windows may refuse to remember: then only now. */
export function applyLook(look: Look): void {
  const root = document.documentElement;
  root.dataset["theme"] = look.theme;
  root.dataset["elder"] = look.elder ? "on" : "off";
  root.style.setProperty("--size", look.elder ? `${look.elderSize}px` : "");
  if (!look.elder) root.style.removeProperty("--size");
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Nothing to keep it in: the choice holds until the page is closed.
  }
}
