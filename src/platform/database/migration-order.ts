/**
 * The order in which folders under src/ are migrated: what comes later may refer to what comes earlier. A migrations
 * folder that is not listed stops the start, so that nothing is ever applied in an accidental order.
 */
export const MIGRATION_ORDER: readonly string[] = [
  "platform/database",
  "platform/clock",
  "platform/anonymous",
  "platform/access",
  "platform/audit",
  "platform/files",
  "platform/jobs",
  "platform/notices",
  "platform/once",
  "platform/workdays",
  "platform/registers",
  "platform/spreadsheet",
  "platform/http",
  "modules/organization",
  "modules/membership",
  // Elections name people, whose table is the membership's.
  "modules/organization/elections",
  "modules/sharing",
  "modules/care",
  "modules/outreach",
  "modules/funds",
  "modules/investigation",
  "modules/voice",
  "modules/assessment",
];
