/**
 * The organisations of the invented zone 云湾经济技术开发区: names of data dictionary, section 4; everything else made up.
 * Positions are on an invented plane near the point 0/0, in degrees, so that nobody looks for the place on a map.
 */
export type Sort = "village" | "community" | "organ" | "state_enterprise" | "private_enterprise" | "floating" | "above";
export type Town = "zone" | "朝云" | "中屏" | "盐嘴";

export interface Place {
  /** Short stable name; everywhere else in the demo organisations are called by it. */
  readonly key: string;
  readonly code: string;
  readonly kind: "working_committee" | "committee" | "branch" | "joint_branch" | "floating_branch";
  readonly sort: Sort;
  readonly town: Town;
  readonly parent: string | null;
  readonly fullName: string;
  readonly shortName: string;
  readonly founded: { readonly year: number; readonly month: number };
  /** Members today, or on the day it ended. */
  readonly members: number;
  readonly address: string;
  readonly phone: string;
  readonly unit: Unit | null;
  /** Common surname of the village. */
  readonly clan: string | null;
}

export interface Unit {
  readonly name: string;
  readonly nature: "organ" | "state_enterprise" | "private_enterprise" | "social_group" | "community" | "village";
  readonly areaKind:
    | "organ"
    | "public_enterprise"
    | "private_enterprise"
    | "social_organization"
    | "urban_community"
    | "village";
  readonly households: number | null;
  readonly population: number | null;
  /** People living there now, as against those registered. */
  readonly residents: number | null;
  /** Collective income of a year, in yuan. */
  readonly income: number | null;
  readonly employees: number | null;
  readonly longitude: number;
  readonly latitude: number;
}

export const ZONE = "开发区";
export const TOWNS = ["朝云", "中屏", "盐嘴"] as const;

/** Middle of each sub-district on the plane. */
const MIDDLES: Readonly<Record<Town, readonly [number, number]>> = {
  zone: [0.1, 0.1],
  朝云: [0.16, 0.13],
  中屏: [0.05, 0.17],
  盐嘴: [0.11, 0.04],
};

/** name, members, households, population, residents, income in 10,000 yuan, surname of many. */
type Row = readonly [string, number, number, number, number, number, string | null];

const VILLAGES: Readonly<Record<(typeof TOWNS)[number], readonly Row[]>> = {
  朝云: [
    ["东巷村", 72, 812, 2714, 2305, 46, "陈"],
    ["西诸村", 61, 655, 2108, 1790, 31, "诸"],
    ["新田村", 57, 604, 1985, 1702, 22, null],
    ["刘庄村", 66, 718, 2377, 2010, 38, "刘"],
    ["沙口村", 78, 841, 2690, 2144, 55, null],
    ["张湾村", 58, 590, 1906, 1577, 18, "张"],
    ["尹家村", 49, 512, 1688, 1395, 15, "尹"],
    ["韩桥村", 63, 680, 2216, 1934, 27, "韩"],
    ["朝东社区", 88, 1924, 5210, 6120, 68, null],
    ["朝西社区", 93, 2105, 5688, 6740, 74, null],
    ["学府社区", 79, 2560, 4815, 8930, 40, null],
  ],
  中屏: [
    ["牛庙村", 55, 566, 1822, 1460, 12, null],
    ["隔山村", 47, 438, 1390, 1088, 8, null],
    ["云门村", 82, 905, 2934, 2380, 26, null],
    ["金坡村", 59, 631, 2044, 1655, 19, null],
    ["西涧村", 52, 547, 1760, 1402, 11, null],
    ["樱桃岭村", 76, 868, 2811, 2255, 33, null],
    ["茶园村", 60, 642, 2090, 1748, 29, "季"],
    ["中屏社区", 90, 1688, 4630, 4985, 52, null],
    ["锦绣社区", 69, 1935, 4470, 5660, 36, null],
  ],
  盐嘴: [
    ["盐坨社区", 86, 1540, 4120, 3655, 34, null],
    ["新光社区", 95, 1812, 4905, 4310, 41, null],
    ["台北社区", 83, 1326, 3540, 3190, 27, null],
    ["昌圩社区", 70, 1204, 3188, 2870, 23, null],
    ["香湖社区", 79, 1410, 3760, 4015, 38, null],
    ["晒场社区", 71, 1098, 2905, 2540, 17, null],
    ["工人新村社区", 88, 1467, 3870, 3395, 25, null],
    ["大浦村", 62, 705, 2301, 1866, 21, "汪"],
    ["滩头村", 11, 96, 288, 140, 3, "江"],
  ],
};

/** Branches of former years, with the day's village that they are part of now. */
const FORMER: readonly (readonly [string, (typeof TOWNS)[number], "village" | "community", Row])[] = [
  ["东巷村", "朝云", "village", ["小浦村", 21, 214, 690, 588, 6, "陈"]],
  ["沙口村", "朝云", "village", ["北荡村", 18, 190, 612, 480, 4, null]],
  ["云门村", "中屏", "village", ["石门村", 19, 205, 655, 540, 4, null]],
  ["樱桃岭村", "中屏", "village", ["樱桃村", 41, 470, 1508, 1260, 14, null]],
  ["樱桃岭村", "中屏", "village", ["南岭村", 33, 398, 1303, 1040, 9, null]],
  ["新光社区", "盐嘴", "community", ["光明社区", 27, 520, 1390, 1215, 8, null]],
];

const town = (name: Town): string => `${name}街道党工委`;

/** Spreads places of one sub-district on rings around its middle. */
function position(of: Town, at: number, count: number): readonly [number, number] {
  const [x, y] = MIDDLES[of];
  const angle = (2 * Math.PI * at) / count;
  const radius = at % 2 === 0 ? 0.018 : 0.031;
  return [round(x + radius * Math.cos(angle)), round(y + radius * Math.sin(angle))];
}
const round = (value: number): number => Math.round(value * 1e5) / 1e5;

let phones = 0;
const phone = (): string => `0518-8000${String(++phones).padStart(4, "0")}`;

function villageBranch(
  of: (typeof TOWNS)[number],
  row: Row,
  code: string,
  at: readonly [number, number],
  founded: Place["founded"],
  sort: "village" | "community",
): Place {
  const [name, members, households, population, residents, income, clan] = row;
  return {
    key: name,
    code,
    kind: "branch",
    sort,
    town: of,
    parent: town(of),
    fullName: `中共${of}街道${name}支部委员会`,
    shortName: `${name}党支部`,
    founded,
    members,
    address: `云湾经济技术开发区${of}街道${name}${sort === "village" ? "村部" : "党群服务中心"}`,
    phone: phone(),
    clan,
    unit: {
      name: `${of}街道${name}${sort === "village" ? "村民委员会" : "居民委员会"}`,
      nature: sort,
      areaKind: sort === "village" ? "village" : "urban_community",
      households,
      population,
      residents,
      income: income * 10_000,
      employees: null,
      longitude: at[0],
      latitude: at[1],
    },
  };
}

const sortOf = (name: string): "village" | "community" => (name.endsWith("社区") ? "community" : "village");

const above = (
  key: string,
  code: string,
  of: Town,
  parent: string | null,
  fullName: string,
  founded: Place["founded"],
): Place => ({
  key,
  code,
  kind: "working_committee",
  sort: "above",
  town: of,
  parent,
  fullName,
  shortName: key,
  founded,
  members: 0,
  address: of === "zone" ? "云湾经济技术开发区云湾大道1号" : `云湾经济技术开发区${of}街道${of}路1号`,
  phone: phone(),
  unit: null,
  clan: null,
});

const ROOT = "开发区党工委";

function villages(): Place[] {
  return TOWNS.flatMap((of, t) =>
    VILLAGES[of].map((row, at) =>
      villageBranch(
        of,
        row,
        `YW0${t + 1}${String(at + 1).padStart(2, "0")}`,
        position(of, at, VILLAGES[of].length),
        { year: 2004 + ((at * 5 + t) % 9), month: 1 + ((at * 7 + t * 3) % 12) },
        sortOf(row[0]),
      ),
    ),
  );
}

function formerOnes(today: readonly Place[]): Place[] {
  return FORMER.map(([into, of, sort, row], at) => {
    const unit = today.find((it) => it.key === into)?.unit;
    const beside = [round((unit?.longitude ?? 0) + 0.004), round((unit?.latitude ?? 0) - 0.003)] as const;
    return villageBranch(
      of,
      row,
      `YW09${String(at + 1).padStart(2, "0")}`,
      beside,
      { year: 2005 + at, month: 3 + at },
      sort,
    );
  });
}

interface Work {
  readonly key: string;
  readonly kind: Place["kind"];
  readonly sort: Exclude<Sort, "village" | "community" | "above">;
  readonly parent: string;
  readonly fullName: string;
  readonly members: number;
  readonly unit: string;
  readonly employees: number | null;
}

const COMPANY = "盐业公司党委";
const WORK: readonly Work[] = [
  {
    key: "机关第一支部",
    kind: "branch",
    sort: "organ",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区机关第一支部委员会",
    members: 43,
    unit: "开发区党政综合部门",
    employees: 61,
  },
  {
    key: "机关第二支部",
    kind: "branch",
    sort: "organ",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区机关第二支部委员会",
    members: 38,
    unit: "开发区经济和建设部门",
    employees: 57,
  },
  {
    key: COMPANY,
    kind: "committee",
    sort: "state_enterprise",
    parent: ROOT,
    fullName: "中共云湾盐业公司委员会",
    members: 0,
    unit: "云湾盐业有限公司",
    employees: 642,
  },
  {
    key: "盐业公司生产支部",
    kind: "branch",
    sort: "state_enterprise",
    parent: COMPANY,
    fullName: "中共云湾盐业公司生产支部委员会",
    members: 46,
    unit: "云湾盐业有限公司生产部",
    employees: 338,
  },
  {
    key: "盐业公司机关支部",
    kind: "branch",
    sort: "state_enterprise",
    parent: COMPANY,
    fullName: "中共云湾盐业公司机关支部委员会",
    members: 33,
    unit: "云湾盐业有限公司机关",
    employees: 74,
  },
  {
    key: "盐业公司储运支部",
    kind: "branch",
    sort: "state_enterprise",
    parent: COMPANY,
    fullName: "中共云湾盐业公司储运支部委员会",
    members: 35,
    unit: "云湾盐业有限公司储运部",
    employees: 196,
  },
  {
    key: "园区企业第一联合支部",
    kind: "joint_branch",
    sort: "private_enterprise",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区园区企业第一联合支部委员会",
    members: 34,
    unit: "云湾高新园区企业",
    employees: 1_480,
  },
  {
    key: "园区企业第二联合支部",
    kind: "joint_branch",
    sort: "private_enterprise",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区园区企业第二联合支部委员会",
    members: 27,
    unit: "云湾物流园区企业",
    employees: 905,
  },
  {
    key: "个体私营协会支部",
    kind: "branch",
    sort: "private_enterprise",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区个体私营协会支部委员会",
    members: 23,
    unit: "云湾个体劳动者私营企业协会",
    employees: null,
  },
  {
    key: "流动党员支部（驻苏州）",
    kind: "floating_branch",
    sort: "floating",
    parent: ROOT,
    fullName: "中共云湾经济技术开发区驻苏州流动党员支部委员会",
    members: 22,
    unit: "",
    employees: null,
  },
];

/** A branch of an enterprise that closed; its members went to two joint branches. */
const CLOSED_ENTERPRISE: Work = {
  key: "云海纺织公司支部",
  kind: "branch",
  sort: "private_enterprise",
  parent: ROOT,
  fullName: "中共云海纺织有限公司支部委员会",
  members: 13,
  unit: "云海纺织有限公司",
  employees: 160,
};

function workPlace(it: Work, at: number): Place {
  const [longitude, latitude] = position("zone", at, 12);
  const areaKind = {
    organ: "organ",
    state_enterprise: "public_enterprise",
    private_enterprise: "private_enterprise",
    floating: "private_enterprise",
  } as const;
  const nature = {
    organ: "organ",
    state_enterprise: "state_enterprise",
    private_enterprise: "private_enterprise",
    floating: "private_enterprise",
  } as const;
  const association = it.key.includes("协会");
  return {
    key: it.key,
    code: `YW08${String(at + 1).padStart(2, "0")}`,
    kind: it.kind,
    sort: it.sort,
    town: "zone",
    parent: it.parent,
    fullName: it.fullName,
    shortName: it.key.endsWith("支部")
      ? it.key.replace(/支部$/u, "党支部").replace(/联合党支部$/u, "联合党支部")
      : it.key,
    founded: { year: 2008 + (at % 6), month: 1 + ((at * 5) % 12) },
    members: it.members,
    address: "云湾经济技术开发区云湾大道",
    phone: phone(),
    clan: null,
    unit:
      it.unit === ""
        ? null
        : {
            name: it.unit,
            nature: association ? "social_group" : nature[it.sort],
            areaKind: association ? "social_organization" : areaKind[it.sort],
            households: null,
            population: null,
            residents: null,
            income: null,
            employees: it.employees,
            longitude,
            latitude,
          },
  };
}

/** Every organisation that there is or was, superiors before those beneath. */
export const PLACES: readonly Place[] = catalogue();

function catalogue(): Place[] {
  const today = villages();
  return [
    above(ROOT, "YW", "zone", null, "中共云湾经济技术开发区工作委员会", { year: 2003, month: 3 }),
    ...TOWNS.map((of, at) =>
      above(town(of), `YW0${at + 1}`, of, ROOT, `中共云湾经济技术开发区${of}街道工作委员会`, { year: 2003, month: 6 }),
    ),
    ...WORK.filter((it) => it.kind === "committee").map((it) => workPlace(it, WORK.indexOf(it))),
    ...today,
    ...formerOnes(today),
    ...[...WORK, CLOSED_ENTERPRISE]
      .filter((it) => it.kind !== "committee")
      .map((it) => workPlace(it, [...WORK, CLOSED_ENTERPRISE].indexOf(it))),
  ];
}

export const ROOT_KEY = ROOT;
export const townKey = town;

const byKey = new Map(PLACES.map((it) => [it.key, it]));
/** The place of a key; throws for a key that is none. */
export function placeOf(key: string): Place {
  const found = byKey.get(key);
  if (!found) throw new RangeError(`no such place in the demo zone: ${key}`);
  return found;
}
/** Villages and communities of today, 29 of them. */
export const VILLAGE_KEYS: readonly string[] = TOWNS.flatMap((of) => VILLAGES[of].map(([name]) => name));
