/** Ethnic groups, GB/T 3304-1991. The numeric code is the key; the letter code of 藏 is not confirmed (ZA or AZ). */
import { type CodeEntry, defineCodeSet } from "./code-set.ts";

/** Code, name without 族, letter code. */
const GROUPS =
  "01汉HA 02蒙古MG 03回HU 04藏ZA 05维吾尔UG 06苗MH 07彝YI 08壮ZH 09布依BY 10朝鲜CS 11满MA 12侗DO 13瑶YA 14白BA 15土家TJ " +
  "16哈尼HN 17哈萨克KZ 18傣DA 19黎LI 20傈僳LS 21佤VA 22畲SH 23高山GS 24拉祜LH 25水SU 26东乡DX 27纳西NX 28景颇JP 29柯尔克孜KG " +
  "30土TU 31达斡尔DU 32仫佬ML 33羌QI 34布朗BL 35撒拉SL 36毛南MN 37仡佬GL 38锡伯XB 39阿昌AC 40普米PM 41塔吉克TA 42怒NU " +
  "43乌孜别克UZ 44俄罗斯RS 45鄂温克EW 46德昂DE 47保安BN 48裕固YG 49京GI 50塔塔尔TT 51独龙DR 52鄂伦春OR 53赫哲HZ 54门巴MB 55珞巴LB 56基诺JN";

/** Older names and miswritings that real files hold. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  "02": ["蒙"],
  "04": ["AZ", "臧"],
  "05": ["维", "维吾"],
  "08": ["僮"],
  "10": ["朝", "鲜"],
  "13": ["傜"],
  "14": ["民家"],
  "17": ["哈萨"],
  "20": ["栗粟", "傈粟"],
  "21": ["卡佤", "佧佤"],
  "22": ["畬", "佘"],
  "24": ["拉枯"],
  "31": ["达翰尔", "达斡"],
  "32": ["仫老"],
  "36": ["毛难"],
  "37": ["仡老", "仡僚"],
  "43": ["乌兹别克"],
  "46": ["崩龙"],
  "50": ["塔塔儿", "鞑靼"],
};

function group(packed: string): CodeEntry {
  const code = packed.slice(0, 2);
  const name = packed.slice(2, -2);
  const variants = (VARIANTS[code] ?? []).flatMap((variant) => [variant, `${variant}族`]);
  return { value: code, term: `${name}族`, aliases: [name, packed.slice(-2), String(Number(code)), ...variants] };
}

export const ethnicGroup = defineCodeSet({
  title: "民族",
  source: "GB/T 3304-1991; 97 and 98 as commonly added",
  confirmed: true,
  entries: [
    ...GROUPS.split(" ").map(group),
    { value: "97", term: "其他", aliases: ["其它", "未识别民族", "穿青人", "其他民族"] },
    { value: "98", term: "外国血统中国籍人士", aliases: ["外国血统中国籍", "外国血统", "入籍", "外国血统中国籍人员"] },
  ],
});
