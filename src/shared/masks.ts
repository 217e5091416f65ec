/**
 * How personal data stands in public notices and in views of people who need not know it.
 * Phones after the publication practice: first 3 and last 4. Of an identity number nothing from its end is shown: division
 * and birth day are known of most people, so that the sequence and the check character are the whole secret.
 */

/**
 * `32****************`: the province and nothing else, eighteen characters whatever was given, so that the length tells
 * nothing. What is too short to be a number is hidden whole.
 */
export function maskIdentityNumber(number: string): string {
  if (number === "") return "";
  return (number.length < 15 ? "" : number.slice(0, 2)).padEnd(18, "*");
}

/**
 * Fifteen digits or more as people write them apart: whatever reading an identity number takes off (identity-number.ts), and
 * the points and strokes of a hasty hand. Letters that pass for noughts and ones belong to the number they stand in.
 */
const WRITTEN_APART =
  /[\p{Nd}OoIl](?:[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\-—–_,，。、:：.．·・/／|"'`“”‘’＇＂]{0,3}[\p{Nd}OoIl]){14,}(?:[\s\-—–_.．/／]{0,3}[XxＸｘ×Χ✕╳])?/gu;
/** Division, birth day and something of the sequence, whole or short of a digit, in eighteen characters or in fifteen. */
const NUMBER_INSIDE =
  /[1-9]\d{4,5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d|^[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/u;

/**
 * Identity numbers quoted in a sentence that is kept and shown, whole or damaged, masked: a cell in the wrong column is
 * quoted like any other. Fifteen digits in a row are no date, sum or telephone number; digits written apart are a number
 * when a birth day stands where it stands in one, or when they are grouped as one.
 */
export function hideIdentityNumbers(text: string): string {
  return text.replace(WRITTEN_APART, (written) => {
    const plain = written.normalize("NFKC").replace(/[Oo]/gu, "0").replace(/[Il]/gu, "1");
    const digits = plain.replace(/\P{Nd}/gu, "");
    const known =
      /\p{Nd}{15}/u.test(plain) ||
      NUMBER_INSIDE.test(digits) ||
      /^\p{Nd}{6}\P{Nd}+\p{Nd}{8}\P{Nd}*\p{Nd}{1,4}\P{Nd}*$/u.test(plain);
    return known ? maskIdentityNumber(digits) : written;
  });
}

/** Mobile `138****1234`; landline keeps its area code and last two digits: `0518-******03`. */
export function maskPhone(phone: string): string {
  const landline = /^(0\d{2,3})-(\d{7,8})(-\d+)?$/u.exec(phone);
  if (landline?.[1] !== undefined && landline[2] !== undefined) {
    return `${landline[1]}-${"*".repeat(landline[2].length - 2)}${landline[2].slice(-2)}`;
  }
  if (phone.length < 8) return "*".repeat(phone.length);
  return `${phone.slice(0, 3)}${"*".repeat(phone.length - 7)}${phone.slice(-4)}`;
}

/** Stands in lists where a number is held that nothing is shown of. */
export const NUMBER_HELD = "已登记";

/**
 * A number as lists and exports show it, which comes back in a table that was exported: it says nothing about the number,
 * and takes the place of none.
 */
export function isMaskedNumber(text: string): boolean {
  const bare = text.trim();
  return bare === NUMBER_HELD || /^(?:(?:\d{2}|\*{2})\*{16}|\d{3}\*{1,8}\d{4}|0\d{2,3}-\*{5,6}\d{2})$/u.test(bare);
}

/**
 * Identity and telephone numbers quoted in what is kept and shown. What has the length of none may be the end of an
 * identity number, so that nothing of its own end stays.
 */
export function hideNumbers(text: string): string {
  return hideIdentityNumbers(text).replace(/\d{6,}/gu, (digits) =>
    /^(?:1\d{10}|0\d{9,11}|\d{6,8})$/u.test(digits) ? maskPhone(digits) : digits.slice(0, 3).padEnd(11, "*"),
  );
}

/** Surname and 某: for minors and the ill in public notices. Compound surnames stay whole: 欧阳某. */
export function maskName(name: string): string {
  if (name === "") return "";
  const compound = name.length > 2 && COMPOUND_SURNAMES.has(name.slice(0, 2));
  const first = compound ? name.slice(0, 2) : (Array.from(name)[0] ?? "");
  return `${first}某`;
}

/** Address down to the town or sub-district (镇、乡、街道) only; when none is found, nothing of it is shown. */
export function maskAddress(address: string): string {
  const match = /^(.*?(?:街道|镇|(?<!城)乡))/u.exec(address);
  return match?.[1] ?? "";
}

/** Two-character surnames still in use. */
export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 端木 夏侯 轩辕 长孙 宇文 鲜于 闾丘 钟离 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 " +
    "赫连 南宫 百里 东郭 呼延 万俟 闻人 拓跋 独孤 第五 西门 左丘 公羊 谷梁 段干 微生 羊舌 巫马 漆雕 乐正 壤驷 公良 夹谷 亓官 司寇 子车 颛孙"
  ).split(" "),
);
