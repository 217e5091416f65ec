import { readFileSync, realpathSync } from "node:fs";

const NETWORK =
  /^(nfs\d*|cifs|smb\d*|smbfs|afs|ncpfs|ceph|lustre|gpfs|beegfs|glusterfs|drvfs|fuse\.(sshfs|glusterfs|ceph(-fuse)?|s3fs|rclone|davfs|gcsfuse|juicefs))$/;

/**
 * Names the network file system that holds `path` according to the text of /proc/self/mountinfo, or null.
 * The last mount on the longest matching mount point is the one in force. 9p alone is not refused: sandboxes present
 * local disks through it; under WSL it is the Windows disk, where fsync cannot be trusted.
 */
export function networkFileSystem(mountInfo: string, path: string, kernel = ""): string | null {
  let best = { point: "", kind: "" };
  for (const line of mountInfo.split("\n")) {
    const fields = line.split(" ");
    const dash = fields.indexOf("-");
    const raw = fields[4];
    const kind = fields[dash + 1];
    if (raw === undefined || kind === undefined || dash < 0) continue;
    const point = raw.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const holds = path === point || path.startsWith(point.endsWith("/") ? point : `${point}/`);
    if (holds && point.length >= best.point.length) best = { point, kind };
  }
  if (NETWORK.test(best.kind)) return best.kind;
  return best.kind === "9p" && /microsoft/i.test(kernel) ? best.kind : null;
}

/** The kind of network file system under an existing folder; null for local disks and where the system cannot tell. */
export function networkFileSystemOf(folder: string): string | null {
  if (process.platform !== "linux") return null;
  try {
    const kernel = readFileSync("/proc/sys/kernel/osrelease", "utf8");
    return networkFileSystem(readFileSync("/proc/self/mountinfo", "utf8"), realpathSync(folder), kernel);
  } catch {
    // No /proc: nothing can be said, and refusing would shut out systems that are fine.
    return null;
  }
}
