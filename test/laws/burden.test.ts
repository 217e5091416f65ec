import { expect, test } from "vitest";
import { PARTS, routesOf, verbsOf } from "#server/modules.ts";

/**
 * The burden guard (regulations 11, C30; 《整治形式主义为基层减负若干规定》): what is asked of the base is decided here, in the
 * code, so the guard is a law of the code. What is known is not asked for again; nothing asks where somebody stands or what
 * they look like, nothing counts points or ranks people; nothing is due without a provision.
 */

interface Asked {
  readonly route: string;
  readonly field: string;
  readonly required: boolean;
}

/** Every field that a body asks for, however deep it lies. */
function fieldsOf(schema: unknown, route: string): Asked[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties, required, items, anyOf, allOf } = schema as Record<string, unknown>;
  const own = Object.entries((properties ?? {}) as Record<string, unknown>).flatMap(([field, it]) => [
    { route, field, required: Array.isArray(required) && required.includes(field) },
    ...fieldsOf(it, route),
  ]);
  const nested = [items, ...((anyOf ?? []) as unknown[]), ...((allOf ?? []) as unknown[])];
  return [...own, ...nested.flatMap((it) => fieldsOf(it, route))];
}

const asked = routesOf(PARTS).flatMap((it) => fieldsOf(it.body, `${it.method} ${it.path}`));

test("who a member is, is asked for once: where somebody enters who is on no roster yet, or the roster is put right", () => {
  expect(asked.length).toBeGreaterThan(300);
  const known = new Set(["idNumber", "birthOn", "ethnicity", "education", "nativePlace", "job", "joinedOn", "fullOn"]);
  const routes = new Set(asked.filter((it) => known.has(it.field)).map((it) => it.route));
  expect([...routes].toSorted()).toEqual(
    [
      // Kept nowhere: with it the member proves who they are.
      "POST /api/account-activation",
      // From elsewhere, and staying on the roster there.
      "POST /api/floating-inflows",
      "POST /api/floating-inflows/by-pass",
      // A letter of introduction, and the record that comes with it.
      "POST /api/arrivals",
      "POST /api/transfers/:id/admission",
      // A new member.
      "POST /api/members",
      "PATCH /api/members/:personId",
      // An applicant.
      "POST /api/recruiting",
      "POST /api/recruiting/entry",
    ].toSorted(),
  );
});

test("nothing asks where somebody stands, what they look like, or for a check-in; nothing counts points or ranks", () => {
  const unwanted =
    /^(latitude|longitude|lat|lng|location|position|geo|photo|selfie|face|checkIn|signedIn|clockIn|points|score|rank|ranking|streak|likes|readSeconds)$/i;
  // Where an organisation has its house is no one's whereabouts.
  const ofPeople = asked.filter((it) => it.route !== "PUT /api/organizations/:id/unit");
  expect(ofPeople.filter((it) => unwanted.test(it.field))).toEqual([]);
});

test("no paper, picture or file is compulsory", () => {
  expect(asked.filter((it) => it.required && /^(file|paper|picture|attachment|image)/i.test(it.field))).toEqual([]);
});

test("whatever is due names its provision and the verb of those who may do it", () => {
  const checks = PARTS.flatMap((it) => it.checks ?? []);
  expect(checks.length).toBeGreaterThan(25);
  const verbs = new Set(verbsOf(PARTS).map((it) => it.name));
  for (const it of checks) {
    expect(it.provision.title, it.id).toMatch(/\p{Script=Han}{2}/u);
    expect(verbs.has(it.verb), it.id).toBe(true);
  }
});
