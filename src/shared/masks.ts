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
 * Identity numbers quoted in a sentence that is kept and shown, whole or damaged, masked: a cell in the wrong column is
 * quoted like any other. Fifteen digits in a row are no date, sum or telephone number.
 */
export function hideIdentityNumbers(text: string): string {
  return text.replace(/\d{6}[ -]\d{8}[ -]?\d{1,3}[\dXx]?|\d{15,}[Xx]?/gu, maskIdentityNumber);
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
