import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";

/** What is never read out: what one presses or types, and marks that only decorate. */
const SILENT = "button, input, select, textarea, nav.tabs, .back, [aria-hidden=true]";
const LEAF = "h1, h2, p, li, dt, dd, output, a, figcaption, summary";

/**
 * What a page says, sentence by sentence in the order of reading. Only what is seen: what is covered or folded stays unsaid,
 * so that nobody beside hears it.
 */
export function spokenParts(root: Element): readonly string[] {
  const parts: string[] = [];
  for (const it of root.querySelectorAll<HTMLElement>(LEAF)) {
    if (it.querySelector(LEAF) !== null || it.closest(SILENT) !== null || !it.checkVisibility()) continue;
    const silent = [...it.querySelectorAll<HTMLElement>(SILENT)].map((one) => one.innerText);
    const text = silent.reduce((all, one) => all.replace(one, ""), it.innerText).replaceAll(/\s+/gu, "，");
    if (/[\p{L}\p{N}]/u.test(text)) parts.push(text.replace(/^，|，$/gu, ""));
  }
  return parts;
}

/**
 * A Chinese voice that lives on this device. Others send the text to their maker's machines, and what stands here is
 * nobody else's business.
 */
function ownVoice(): SpeechSynthesisVoice | undefined {
  return globalThis.speechSynthesis?.getVoices().find((it) => it.localService && /^(zh|cmn)\b/iu.test(it.lang));
}

/** Reads the page aloud where the device can do so in Chinese; elsewhere there is no button. */
export function Aloud(): ReactNode {
  const [voice, setVoice] = useState(ownVoice);
  const [reading, setReading] = useState(false);
  useEffect(() => {
    const { speechSynthesis } = globalThis;
    // Many browsers know their voices only after a while: also between the first drawing and this.
    const look = (): void => setVoice(ownVoice());
    look();
    speechSynthesis?.addEventListener("voiceschanged", look);
    return () => speechSynthesis?.removeEventListener("voiceschanged", look);
  }, []);
  // Another page, or none: nobody reads on, not even while it is being drawn.
  useLayoutEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  if (!voice) return null;
  const read = (): void => {
    speechSynthesis.cancel();
    setReading(!reading);
    if (reading) return;
    // One sentence at a time: long texts are cut off by some browsers.
    const parts = spokenParts(document.querySelector("main") ?? document.body);
    for (const [at, part] of parts.entries()) {
      const said = new SpeechSynthesisUtterance(part);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.9;
      if (at === parts.length - 1) said.onend = () => setReading(false);
      speechSynthesis.speak(said);
    }
  };
  return (
    <button type="button" className="button" aria-pressed={reading} onClick={read}>
      {reading ? "停下" : "读给我听"}
    </button>
  );
}
