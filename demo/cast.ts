import type { Role } from "#platform/access/policy.ts";
import type { CodeOf } from "#shared/code-sets.ts";

/**
 * The people one can sign in as in the demo zone: the same in its tests, in the guides and on its sign-in page. All are
 * invented; their passwords are public and good for the demo zone only.
 */
export interface CastMember {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  /** Key of the organisation of the grant (catalogue.ts). */
  readonly place: string;
  /** Listed on the sign-in page. */
  readonly shown: boolean;
  /** Is on a roster of the zone, and sees their own record. */
  readonly isMember: boolean;
}

export const CAST = {
  organiser: cast("zuzhi", "yunwan-chaosheng", "周明远", "zone_organiser", "开发区党工委", false),
  townOfficer: cast("chaoyun", "taohua-liushui", "沈雅琴", "town_officer", "朝云街道党工委", true),
  neighbour: cast("yanzui", "baiyan-ruxue", "丁志刚", "town_officer", "盐嘴街道党工委", true),
  thirdOfficer: cast("zhongping", "qingshan-zaiwang", "魏春华", "town_officer", "中屏街道党工委", true, false),
  secretary: cast("dongxiang", "guihua-manyuan", "陈国栋", "branch_secretary", "东巷村", true),
  member: cast("dangyuan", "cunkou-huaishu", "王秀英", "member", "东巷村", true),
  auditor: cast("shenji", "mingjing-gaoxuan", "宋正平", "auditor", "开发区党工委", false),
  securityAdministrator: cast("anquan", "wenru-panshi", "何思齐", "security_administrator", "开发区党工委", false),
  systemAdministrator: cast("xitong", "changzhi-jiuan", "许文博", "system_administrator", "开发区党工委", false),
  /** Secretary of one village who also looks after its shrinking neighbour, and proposes to merge the two. */
  dapu: cast("dapu", "haifeng-chuicun", "汪永明", "branch_secretary", "大浦村", true, false),
} as const satisfies Record<string, CastMember>;

export type CastKey = keyof typeof CAST;

function cast(
  username: string,
  password: string,
  name: string,
  role: Role,
  place: string,
  isMember: boolean,
  shown = true,
): CastMember {
  return { username, password, name, role, place, shown, isMember };
}

/** What the rosters say of those of the cast who are members. */
export interface CastPerson {
  readonly name: string;
  readonly branch: string;
  readonly gender: "male" | "female";
  readonly age: number;
  readonly birthMonth: number;
  readonly joinedAt: number;
  readonly education: CodeOf<"education">;
  readonly job: CodeOf<"work_post">;
}

export const CAST_PEOPLE: readonly CastPerson[] = [
  {
    name: "沈雅琴",
    branch: "机关第二支部",
    gender: "female",
    age: 41,
    birthMonth: 4,
    joinedAt: 22,
    education: "bachelor",
    job: "organ_staff",
  },
  {
    name: "丁志刚",
    branch: "机关第二支部",
    gender: "male",
    age: 46,
    birthMonth: 6,
    joinedAt: 23,
    education: "bachelor",
    job: "organ_staff",
  },
  {
    name: "魏春华",
    branch: "机关第二支部",
    gender: "female",
    age: 38,
    birthMonth: 1,
    joinedAt: 21,
    education: "master",
    job: "organ_staff",
  },
  {
    name: "陈国栋",
    branch: "东巷村",
    gender: "male",
    age: 58,
    birthMonth: 2,
    joinedAt: 27,
    education: "senior_high",
    job: "farmer",
  },
  {
    name: "王秀英",
    branch: "东巷村",
    gender: "female",
    age: 67,
    birthMonth: 5,
    joinedAt: 30,
    education: "junior_high",
    job: "farmer",
  },
  {
    name: "汪永明",
    branch: "大浦村",
    gender: "male",
    age: 45,
    birthMonth: 3,
    joinedAt: 24,
    education: "junior_college",
    job: "farmer",
  },
];
