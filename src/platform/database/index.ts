export { type Migration, migrate, migrateWithin, migrations, migrationsHash } from "./migrate.ts";
export { MIGRATION_ORDER } from "./migration-order.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./open.ts";
export { APP_ROLE } from "./pools.ts";
export { DatabaseRefusal } from "./refusal.ts";
