export { type Filters, type ListPlace, listAddress } from "./list-address.ts";
export { type Fact, type Measure, sumOf } from "./measure.ts";
export { countsByPlace, questionOf } from "./question.ts";
