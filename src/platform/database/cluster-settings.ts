export interface ClusterAddress {
  /** A socket folder, or 127.0.0.1 on Windows. */
  readonly host: string;
  readonly port: number;
}

/**
 * The whole postgresql.conf of an embedded cluster, rewritten at every start; a `local.conf` beside it has the last word.
 *
 * Sized for two cores and a few gigabytes. `log_min_messages = log` drops ERROR and below and `terse` drops details:
 * failing statements carry values of people into a log nobody guards.
 */
export function postgresqlConf(address: ClusterAddress, throwaway: boolean): string {
  const loopback = address.host === "127.0.0.1";
  const settings: Record<string, string> = {
    listen_addresses: loopback ? "'127.0.0.1'" : "''",
    port: String(address.port),
    unix_socket_directories: loopback ? "''" : `'${address.host.replaceAll("'", "''")}'`,
    unix_socket_permissions: "0700",
    max_connections: "100",
    shared_buffers: throwaway ? "128MB" : "256MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    min_wal_size: "80MB",
    max_wal_size: "1GB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    max_worker_processes: "4",
    max_parallel_workers_per_gather: "1",
    jit: "off",
    // Never off where people's data lie: an acknowledged act must survive a power cut.
    fsync: throwaway ? "off" : "on",
    synchronous_commit: throwaway ? "off" : "on",
    full_page_writes: throwaway ? "off" : "on",
    // A backend whose client has died notices within this time, even in the middle of a long query.
    client_connection_check_interval: "1s",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    datestyle: "'iso, ymd'",
    lc_messages: "'C'",
    default_text_search_config: "'pg_catalog.simple'",
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_statement: "none",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    log_checkpoints: "off",
    log_autovacuum_min_duration: "-1",
    log_line_prefix: "'%m [%p] '",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `${lines.join("\n")}\ninclude_if_exists = 'local.conf'\n`;
}

/** Who may connect: whoever can enter the 0700 socket folder; on Windows whoever knows the password beside the data. */
export function pgHbaConf(address: ClusterAddress): string {
  return address.host === "127.0.0.1"
    ? "host all all 127.0.0.1/32 scram-sha-256\n"
    : "local all all trust\nlocal replication all trust\n";
}
