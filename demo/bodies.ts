import type { NewOrganization, UnitBody } from "#modules/organization/index.ts";
import type { Place, Unit } from "./catalogue.ts";

/** What the act of setting up takes for a place of the catalogue. */
export function organizationOf(place: Place, parentId: string | null): NewOrganization {
  const town = place.sort === "above";
  const village = place.sort === "village" || place.sort === "community";
  return {
    parentId,
    kind: place.kind,
    fullName: place.fullName,
    shortName: place.shortName,
    code: place.code,
    territorialLevel: parentId === null ? "county" : town ? "town" : village ? "village" : "county",
    unitSituation:
      place.kind === "joint_branch" ? "joint_branch" : place.unit === null ? "same_as_superior" : "legal_entity",
    areaKind: town ? (parentId === null ? "organ" : "sub_district") : (place.unit?.areaKind ?? "other"),
    phone: place.phone,
    address: place.address,
    orderNumber: Number(place.code.slice(2).padEnd(4, "0")),
  };
}

/** What the act of a unit takes. */
export function unitOf(unit: Unit): UnitBody {
  return {
    name: unit.name,
    nature: unit.nature,
    areaKind: unit.areaKind,
    households: unit.households,
    registeredPopulation: unit.population,
    residentPopulation: unit.residents,
    collectiveIncomeFen: unit.income === null ? null : unit.income * 100,
    employees: unit.employees,
    longitude: unit.longitude,
    latitude: unit.latitude,
  };
}
