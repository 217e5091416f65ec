export { K, type VeiledTable, type VeilOptions, veil, veilLine } from "./veil.ts";
