/** What a person reads when the database refuses to open or to migrate. Each sentence says what to do. */
export const zh = {
  held: (folder: string, pid: number | null, since: string | null) =>
    `数据文件夹 ${folder} 正被另一个程序使用（进程号 ${pid ?? "未知"}${since === null ? "" : `，自 ${since} 起`}）。请先停止那个程序，或改用另一个数据文件夹（环境变量 LIANXIN_DATA）。`,
  networkFileSystem: (folder: string, kind: string) =>
    `数据文件夹 ${folder} 在网络文件系统（${kind}）上，断网时会损坏数据，不能使用。请改用本机磁盘上的文件夹（环境变量 LIANXIN_DATA）。`,
  otherOwner: (folder: string) =>
    `数据文件夹 ${folder} 中的数据库属于另一个系统用户。请用当初启动的用户或 root 运行，或改用另一个数据文件夹。`,
  openPermissions: (folder: string) =>
    `数据库文件夹 ${folder} 的权限过宽且无法收紧为仅本人可读（0700）。请执行 chmod 700 后再启动。`,
  unreachable: (folder: string) =>
    `系统用户无法进入已有的数据库文件夹 ${folder}。请把数据文件夹移到各级目录都可进入的位置，或放开上级目录的进入权限。`,
  foreignRelocation: (folder: string) =>
    `数据文件夹 ${folder} 的数据库由 root 建立并存放在系统目录中。请用 root 运行，或改用另一个数据文件夹。`,
  relocationGone: (pointer: string, target: string) =>
    `${pointer} 指向的数据库文件夹 ${target} 不存在。请恢复该文件夹；如果确定要从空白开始，请删除 ${pointer} 后再启动。`,
  noUser:
    "以 root 运行时需要一个普通系统用户来运行数据库，但既不能创建用户 lianxin，也找不到用户 nobody。请改用普通用户运行。",
  noBinaries: (name: string) =>
    `找不到本机系统的数据库程序包 ${name}。请重新安装依赖（npm ci），或用环境变量 DATABASE_URL 连接一个 PostgreSQL 服务器。`,
  engineVersion: (found: string, wanted: string) =>
    `数据文件夹由 PostgreSQL ${found} 建立，本程序使用 PostgreSQL ${wanted}。请用原来的版本备份后再恢复到新的数据文件夹。`,
  initialisation: (output: string) => `建立数据库失败。程序输出：${output}`,
  start: (output: string) => `数据库未能启动。最近的日志：${output}`,
  stuck: (pid: number) => `数据库进程 ${pid} 仍在运行但没有应答。请稍候再试；若一直如此，请结束该进程后再启动。`,
  stop: (pid: number) => `数据库进程 ${pid} 未能停止。请检查系统是否正常后结束该进程。`,
  serverVersion: (found: string) =>
    `数据库服务器的版本是 PostgreSQL ${found}，需要 15 或更新的版本。请升级服务器，或去掉 DATABASE_URL 使用内置数据库。`,
  roleTooStrong: (role: string, rights: string) =>
    `数据库角色 ${role} 的权限过大（${rights}），不能用来限制访问范围。请数据库管理员收回这些权限。`,
  roleNotTaken: (wanted: string, found: string) =>
    `数据库连接未能切换到角色 ${wanted}（当前是 ${found}）。请数据库管理员把该角色授予连接所用的用户。`,
  rolesNotMade: (statements: readonly string[]) =>
    `数据库用户没有权限建立本程序需要的角色。请数据库管理员执行下面的语句，再启动：\n${statements.map((it) => `  ${it}`).join("\n")}`,
  extensionNotMade: (statement: string) =>
    `数据库用户没有权限安装扩展 btree_gist。请数据库管理员在这个数据库里执行下面的语句，再启动：\n  ${statement}`,
  schemaNotMade: (statement: string) =>
    `数据库用户没有权限在这个数据库里建立模式。请数据库管理员执行下面的语句，再启动：\n  ${statement}`,
  badUrl: "DATABASE_URL 写得不对。应当像 postgres://用户:密码@服务器:5432/数据库；密码里的特殊字符要用 %XX 写。",
  serverAway: (where: string, cause: string) =>
    `连不上数据库服务器 ${where}（${cause}）。请检查 DATABASE_URL 里的服务器和端口，确认服务器已启动、网络和防火墙放行。`,
  serverRefused: (where: string, cause: string) =>
    `数据库服务器 ${where} 不接受这次登录（${cause}）。请检查 DATABASE_URL 里的用户、密码和数据库名称。`,
  unsafeInteger: (text: string) => `数据库返回的整数 ${text} 超出可以精确表示的范围。`,
  changedMigration: (name: string) =>
    `数据库变更文件 ${name} 在应用之后被改动过。已应用的文件不能修改：请恢复原文件，把新的改动写成新的变更文件。`,
  missingMigration: (name: string) =>
    `数据库中已应用变更 ${name}，但本程序没有这个文件。数据库可能由更新的版本建立，请使用相应版本的程序。`,
  unknownFolder: (folder: string) => `变更文件夹 ${folder} 没有列入 MIGRATION_ORDER，不知道应在什么次序应用。`,
  badMigrationName: (name: string) =>
    `变更文件 ${name} 的名称不合规则：应为四位数字、连字符、小写英文单词，以 .sql 结尾。`,
  repeatedNumber: (folder: string, number: string) => `变更文件夹 ${folder} 中有两个文件使用编号 ${number}。`,
  outOfOrder: (name: string, after: string) => `变更文件 ${name} 的编号小于已应用的 ${after}。请给它一个更大的编号。`,
  failedMigration: (name: string, cause: string) => `应用数据库变更 ${name} 时失败，该文件没有留下任何改动：${cause}`,
};
