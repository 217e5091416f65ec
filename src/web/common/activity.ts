/**
 * Whether a person is at the page. The server is the truth about when a session ends: each answer about the session says
 * how long it has left, and this module only waits for that moment, warns before it, and asks. What the page asks by itself
 * says so (`BY_ITSELF`) and prolongs nothing; a person at work without questions (typing, reading) is told once a minute.
 */

/** `soon`: the session is about to end. `over`: it has ended because nobody did anything. */
export type Standing = "here" | "soon" | "over";

/** The header of a request that no person asked for (platform/http/background.ts reads it). */
export const BY_ITSELF = "x-lianxin-background";

const ENDS_KEY = "lianxin.idle-ends";
/** What only a person makes. Not the pointer's moves: a table that shakes is nobody at work. */
const SIGNS = ["pointerdown", "keydown", "wheel", "click", "input"] as const;
/** A request so soon after a sign of a person is theirs. Pages that ask step by step need only their first one to count. */
const THEIRS_MS = 5_000;
const TELL_EVERY_MS = 60_000;
const WARN_MS = 120_000;
const LOOK_EVERY_MS = 5_000;

/** What the face that is drawn (desk or Pocket) does about it. */
interface Watching {
  /** A person is at work: asks for the session, so that it goes on, and whatever else should be fresh. At most once a minute. */
  readonly atWork: () => void;
  /** Nobody was: asks for the session, which the server has ended, and forgets what was on the screen. */
  readonly over: () => void;
}

// Opening a page is a person's doing.
let signAt = Date.now();
let toldAt = Date.now();
let armed = false;
let endsAt = 0;
let shared = false;
let standing: Standing = "here";
let watching: Watching | null = null;
const listeners = new Set<() => void>();

/** No person did anything just now: what is asked at this moment the page asks by itself. */
export const isByItself = (): boolean => Date.now() - signAt > THEIRS_MS;

export const readStanding = (): Standing => standing;

export function whenStandingChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The server's word: nobody is signed in (null), or the session ends in so many seconds unless somebody acts. */
export function sessionLeft(seconds: number | null): void {
  if (seconds === null) {
    // Who was warned and is gone now was gone for idleness; the reason stands until somebody signs in.
    if (armed && standing === "soon") stand("over");
    armed = false;
    return;
  }
  armed = true;
  endsAt = Date.now() + seconds * 1000;
  try {
    // All tabs of the browser share the session, and so its end.
    localStorage.setItem(ENDS_KEY, String(endsAt));
    shared = true;
  } catch {
    // Not allowed to keep anything: each tab then waits alone; the server's answer sets it right.
    shared = false;
  }
  look();
}

/** A person signs out: nothing is waited for, and no reason is given. */
export function forgetActivity(): void {
  armed = false;
  stand("here");
}

/** Begins to watch; returns what ends it. */
export function watchActivity(given: Watching): () => void {
  watching = given;
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const sign of SIGNS) window.addEventListener(sign, onSign, { capture: true, passive: true });
  // A machine that slept has not counted.
  document.addEventListener("visibilitychange", look);
  return () => {
    watching = null;
    clearInterval(timer);
    for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}

function onSign(event: Event): void {
  if (!event.isTrusted) return;
  // The first touch after waking up must not pass for work in a session that is over.
  look();
  const now = Date.now();
  signAt = now;
  if (!armed || now - toldAt < (standing === "soon" ? LOOK_EVERY_MS : TELL_EVERY_MS)) return;
  toldAt = now;
  watching?.atWork();
}

function look(): void {
  if (!armed) return;
  const left = sharedEnd() - Date.now();
  if (left > 0) return stand(left > WARN_MS ? "here" : "soon");
  armed = false;
  stand("over");
  watching?.over();
}

function sharedEnd(): number {
  return shared ? Number(localStorage.getItem(ENDS_KEY) ?? endsAt) : endsAt;
}

function stand(next: Standing): void {
  if (next === standing) return;
  standing = next;
  for (const listener of listeners) listener();
}
