/**
 * Codes on pages: drawn, and read from pictures and from the camera. What draws and what reads is fetched only where a
 * code is shown or taken in. Where the browser reads codes itself (most telephones), that is tried first.
 */

/** The longest side of what is looked at: a code of 150 modules in a corner of a photograph needs the second, most the first. */
const SIDES = [1_200, 2_400, 700] as const;

/** Points of the picture for one module: sharp on the densest telephone, and whole when it is saved and sent on. */
const POINTS = 8;

/**
 * A code as an address of a picture. Drawn point by point: browsers draw the thousands of squares of one path of lines
 * askew, and telephones keep pictures but not drawings.
 */
export async function drawQr(text: string): Promise<string> {
  const { encodeQR } = await import("qr");
  const rows = encodeQR(text, "raw", { ecc: "low", border: 4 });
  const canvas = document.createElement("canvas");
  canvas.width = rows.length * POINTS;
  canvas.height = rows.length * POINTS;
  const context = canvas.getContext("2d");
  if (context === null) return "";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "black";
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries()) if (dark) context.fillRect(x * POINTS, y * POINTS, POINTS, POINTS);
  return canvas.toDataURL("image/png");
}

/** Why a picture gave no text. */
export type Unread = "no-picture" | "no-code";
export class UnreadPicture extends Error {
  override readonly name = "UnreadPicture";
  readonly fault: Unread;
  constructor(fault: Unread) {
    super(`picture: ${fault}`);
    this.fault = fault;
  }
}

/** The text of the code in a picture file. Throws UnreadPicture. */
export async function readPicture(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) throw new UnreadPicture("no-picture");
  try {
    const found = await readSource(picture, picture.width, picture.height, SIDES);
    if (found === null) throw new UnreadPicture("no-code");
    return found;
  } finally {
    picture.close();
  }
}

/** The text of the code before the camera at this moment; null when there is none yet. */
export async function readFrame(video: HTMLVideoElement): Promise<string | null> {
  const { videoWidth, videoHeight } = video;
  return videoWidth === 0 ? null : await readSource(video, videoWidth, videoHeight, [1_200]);
}

interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface Detectors {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own reader, if it has one that knows these codes. */
async function ownDetector(): Promise<Detector | null> {
  const own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  if (own === undefined) return null;
  const formats = await own.getSupportedFormats().catch((): readonly string[] => []);
  return formats.includes("qr_code") ? new own({ formats: ["qr_code"] }) : null;
}

async function readSource(
  source: CanvasImageSource,
  width: number,
  height: number,
  sides: readonly number[],
): Promise<string | null> {
  const own = await ownDetector();
  // Whatever hinders the browser's own reader, ours is there.
  const [first] =
    own === null ? [] : await own.detect(source).catch((): readonly { readonly rawValue: string }[] => []);
  if (first !== undefined && first.rawValue !== "") return first.rawValue;
  const { decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    // A transparent picture is read as if it lay on paper.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 400 });
    } catch {
      // The library throws where it finds no code: the next size, the next moment.
    }
  }
  return null;
}
