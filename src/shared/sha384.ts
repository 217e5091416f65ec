/**
 * SHA-384 (FIPS 180-4). Browsers lend theirs to pages of https only, and an office may run a zone over plain http in its own
 * network; a ballot must be as secret there. Slow beside the native one (a third of a millisecond a block), and a ballot needs
 * a dozen blocks. The tables are computed from their definition: roots of the first primes.
 */
const WORD = (1n << 64n) - 1n;
const primes: bigint[] = [];
for (let it = 2n; primes.length < 80; it += 1n) if (primes.every((prime) => it % prime !== 0n)) primes.push(it);

/** The largest whole number whose `degree`-th power is at most `of`, by halving. */
function root(of: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= of) low = middle;
    else high = middle;
  }
  return low;
}

const ROUNDS = primes.map((it) => root(it << 192n, 3n) & WORD);
const START = primes.slice(8, 16).map((it) => root(it << 128n, 2n) & WORD);

const turned = (word: bigint, by: bigint): bigint => ((word >> by) | (word << (64n - by))) & WORD;

export function sha384(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 17) / 128);
  const padded = new Uint8Array(blocks * 128);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state = START;
  for (let block = 0; block < blocks; block += 1) state = compressed(state, view, block * 128);
  const out = new DataView(new ArrayBuffer(48));
  for (let at = 0; at < 6; at += 1) out.setBigUint64(at * 8, state[at] ?? 0n);
  return new Uint8Array(out.buffer);
}

function compressed(state: readonly bigint[], view: DataView, from: number): bigint[] {
  const w = Array.from({ length: 16 }, (_, at) => view.getBigUint64(from + at * 8));
  const word = (at: number): bigint => w[at] ?? 0n;
  for (let at = 16; at < 80; at += 1) {
    const early = word(at - 15);
    const late = word(at - 2);
    const first = turned(early, 1n) ^ turned(early, 8n) ^ (early >> 7n);
    const second = turned(late, 19n) ^ turned(late, 61n) ^ (late >> 6n);
    w.push((word(at - 16) + first + word(at - 7) + second) & WORD);
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let at = 0; at < 80; at += 1) {
    const choice = (e & f) ^ (~e & WORD & g);
    const first =
      (h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + choice + (ROUNDS[at] ?? 0n) + word(at)) & WORD;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + majority;
    [a, b, c, d, e, f, g, h] = [(first + second) & WORD, a, b, c, (d + first) & WORD, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((it, at) => (it + (state[at] ?? 0n)) & WORD);
}
