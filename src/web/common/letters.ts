/**
 * Loads the web font's declarations only where no local font can draw Chinese. The declarations alone weigh 31 KB gzipped,
 * which an old phone with its own Chinese font need not pay; the glyph files behind them are fetched by unicode range.
 */
export function loadLettersIfMissing(): void {
  if (!drawsChinese()) void import("./letters.css");
}

/** Two different Chinese characters look the same only when both are drawn as the empty box. */
function drawsChinese(): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 24;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return false;
  const picture = (text: string): string => {
    pen.clearRect(0, 0, 64, 24);
    pen.font = `18px ${getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif"}`;
    pen.fillText(text, 2, 18);
    return String(pen.getImageData(0, 0, 64, 24).data);
  };
  try {
    return picture("党") !== picture("员");
  } catch {
    return false;
  }
}
