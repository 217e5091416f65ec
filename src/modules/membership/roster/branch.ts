import { holdsMembers } from "#modules/organization/index.ts";
import type { FileContext, Place, PlaceMatch, Places } from "#platform/registers/importer.ts";
import { foldTight, quoted } from "#shared/text.ts";

/** Captions above a roster that say whose it is. */
const CAPTIONS =
  /^(?:填报单位|填报党组织|填报支部|填表单位|单位|单位名称|党支部|支部|党支部名称|支部名称|所在党支部|所属党支部|所属支部|党组织|党组织名称|所在党组织|上报单位|报送单位|所属单位)(?:\(盖章\)|\(公章\)|盖章)?$/u;
/** What a list calls itself: everything from here on in a title or file name. */
const LIST_WORDS =
  /(?:全体|在册|正式|预备|流动)*(?:中共)?(?:党员|人员)(?:基本)?(?:情况|信息|登记|名)*(?:花名册|登记表|名册|名单|统计表|一览表|信息表|情况表|台账|汇总表|明细表|采集表|信息库|表|册).*$|花名册.*$/u;

/** Where the branch of a whole sheet was read from, in Chinese. */
export interface SheetBranch {
  readonly place: Place;
  readonly from: string;
}

/** A word by which a line shows that it means an organisation. */
const ORGANISATION = /支部|总支|党委|工委|党组|委员会|村|社区/u;

/**
 * Which branch a sheet belongs to when its rows do not say: by the caption 填报单位, else the title, else the sheet's
 * name, else the file's; the first that names exactly one organisation which has a roster. `tried` tells what was tried;
 * `unclear`, that the lines above this very table name an organisation nobody knows, so that no other may stand in.
 */
export function branchOfSheet(
  file: FileContext,
  places: Places,
  under: string | null,
): { found: SheetBranch | null; tried: readonly string[]; unclear: boolean } {
  const tried: string[] = [];
  for (const { from, text, own } of candidates(file)) {
    const name = organisationIn(text);
    if (name === "") continue;
    const match = places.find(name, under);
    if (match.found === "one" && holdsMembers(match.place.kind))
      return { found: { place: match.place, from }, tried, unclear: false };
    if (match.found === "one") continue;
    tried.push(name);
    if (own && file.around.length > 0 && ORGANISATION.test(name)) return { found: null, tried, unclear: true };
  }
  return { found: null, tried, unclear: false };
}

function* candidates(file: FileContext): Generator<{ from: string; text: string; own: boolean }> {
  for (const lines of [file.captions, file.around]) {
    const own = lines === file.captions;
    for (const caption of lines) {
      const [name = "", ...rest] = caption.split(/[:：]/u);
      if (rest.length > 0 && CAPTIONS.test(foldTight(name))) yield { from: "填报单位", text: rest.join(":"), own };
    }
    for (const caption of lines) if (!/[:：]/u.test(caption)) yield { from: "标题", text: caption, own };
  }
  yield { from: "工作表名", text: file.sheet, own: false };
  yield { from: "文件名", text: file.name.replace(/\.[A-Za-z0-9]+$/u, ""), own: false };
}

/** `中共张湾村支部委员会党员基本情况登记表` → `中共张湾村支部委员会`; `06-张湾村党员花名册(2026)` → `张湾村`. */
export function organisationIn(text: string): string {
  const tight = foldTight(text)
    .replace(/\([^()]*\)/gu, "")
    .replace(/^\d{4}年?(?:\d{1,2}月)?(?:度)?/u, "")
    .replace(/^[\d\s._\-—、#()]+(?=\D)/u, "");
  const bare = tight.replace(LIST_WORDS, "").replace(/[\d_\-—.]+$/u, "");
  // A list that is called nothing but 党员花名册 names nobody.
  return /^(?:sheet\d*|工作表\d*|党员|信息|全部|汇总|data)?$/iu.test(bare) ? "" : bare;
}

/** Why a name written in a column leads to no single organisation, in Chinese. */
export function unknownBranch(written: string, match: PlaceMatch, column: string): string {
  if (match.found === "several") {
    const names = match.places.slice(0, 3).map((place) => place.fullName);
    return `${column}：${quoted(written)}有多个同名的党组织（${names.join("、")}）。请写全称`;
  }
  const near = match.found === "none" ? match.nearest : [];
  const proposal = near.length > 0 ? `是不是：${near.join("、")}?` : "";
  return `${column}：没有找到${quoted(written)}。${proposal}请按党组织信息表中的名称填写，或先登记这个支部`;
}
