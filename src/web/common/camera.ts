import type { RefObject, useEffect, useRef, useState } from "react";
import { readFrame } from "#web/common/qr.ts";

/** Between two looks: often enough for a hand that holds still, seldom enough for an old telephone. */
const LOOK_EVERY = 250;

/** Only pages that came over https (or on this very machine) may use the camera; elsewhere a picture does the same. */
export const hasCamera = (): boolean =>
  typeof navigator !== "undefined" && typeof navigator.mediaDevices?.getUserMedia === "function";

interface Looking {
  /** The picture stands on the page. */
  readonly onRunning: () => void;
  readonly onText: (text: string) => void;
  readonly onFailure: (sentence: string) => void;
}

/**
 * Shows in `video` what the camera sees, until a code is read. Returns what switches it off. Nothing is kept or sent but
 * the text of the code.
 */
function lookForCode(video: HTMLVideoElement, { onRunning, onText, onFailure }: Looking): () => void {
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  const look = async (): Promise<void> => {
    const text = await readFrame(video);
    if (gone) return;
    if (text === null) timer = setTimeout(() => void look(), LOOK_EVERY);
    else onText(text);
  };
  const begin = async (): Promise<void> => {
    const wanted = { facingMode: "environment", width: { ideal: 1_920 }, height: { ideal: 1_080 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    stop = () => stream.getTracks().forEach((track) => track.stop());
    if (gone) return stop();
    video.srcObject = stream;
    await video.play();
    onRunning();
    await look();
  };
  begin().catch(() => {
    // Whatever it was (no leave given, no camera, taken by another program), the way on is the same.
    if (!gone) onFailure("相机打不开。请在浏览器里允许使用相机，或者拍一张照片后选择图片。");
  });
  return () => {
    gone = true;
    clearTimeout(timer);
    stop();
  };
}

const WORDS = {
  label: "相机画面",
  opening: "正在打开相机…",
  running: "把二维码放在画面中间，拿稳，读到以后自动停止。",
} as const;

export type CameraProps = Omit<Looking, "onRunning">;

interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly label: string;
  readonly says: string;
}

interface Hooks {
  readonly useEffect: typeof useEffect;
  readonly useRef: typeof useRef;
  readonly useState: typeof useState;
}

/** A camera for as long as it is drawn. Desk and Pocket do not draw with one library: each gives the hooks of its own. */
export const cameraWith =
  (hooks: Hooks) =>
  (props: CameraProps): Camera => {
    const video = hooks.useRef<HTMLVideoElement>(null);
    const told = hooks.useRef(props);
    const [running, setRunning] = hooks.useState(false);
    hooks.useEffect(() => {
      told.current = props;
    });
    hooks.useEffect(() => {
      const shown = video.current;
      if (shown === null) return undefined;
      return lookForCode(shown, {
        onRunning: () => setRunning(true),
        onText: (text) => told.current.onText(text),
        onFailure: (sentence) => told.current.onFailure(sentence),
      });
    }, []);
    return { video, label: WORDS.label, says: running ? WORDS.running : WORDS.opening };
  };
