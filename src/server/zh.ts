/** What the programs print for the person at the terminal. */
export const zh = {
  listening: (address: string) => `连心已启动：${address}`,
  stopHint: "按 Ctrl+C 停止。",
  stopping: "正在停止：不再接收新请求，等正在进行的操作完成……",
  stopped: "已停止。",
  portTaken: (port: number) =>
    `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口启动，例如 PORT=8081 npm start。`,
  portForbidden: (port: number) => `没有权限使用端口 ${port}。请换一个 1024 以上的端口，例如 PORT=8080 npm start。`,
  failed: "没有启动成功：",
  firstAccounts: "已开设最初的账号。密码只显示这一次，第一次登录后必须修改：",
  firstAccount: (username: string, roleTerm: string, password: string) =>
    `  ${roleTerm}  用户名 ${username}  一次性密码 ${password}`,
  notEmpty: "已经有账号，没有重新开设。",
  demoPeople: "演示人员（登录页上也有）：",
  demoPerson: (it: { name: string; roleTerm: string; place: string; username: string; password: string }) =>
    `  ${it.name}（${it.roleTerm}，${it.place}）  用户名 ${it.username}  密码 ${it.password}`,
  demo: {
    making: "第一次启动：正在生成演示区“云湾经济技术开发区”，约需半分钟……",
    progress: (percent: number) => `  已完成 ${percent}%`,
    remaking: "演示区上次没有生成完整（中途被停止或断电），里面只有虚构的内容：已清除，重新生成。",
    beingMade: "另一个进程正在生成演示区。请等它完成后再启动。",
    halfMade:
      "这里是没有生成完整的演示区。请先执行 npm start（不带 --empty），会清除并重新生成；要从空白开始，请换一个空的数据文件夹（LIANXIN_DATA）。",
    unfinished:
      "演示区上次没有生成完整，之后又有人在里面办过事，所以没有清除。请换一个空的数据文件夹（LIANXIN_DATA）；确认里面没有要留的内容，也可以删除这个数据文件夹（默认 data）后重新启动。",
    completedSentence: (deeds: number) => `生成了演示区，共办理${deeds}项`,
    made: (deeds: number) => `已生成演示区，共办理 ${deeds} 项。`,
    notEmpty: "没有生成演示区：这里已经有数据。演示区只能在空的数据文件夹中生成。",
  },
  cli: {
    usage: "用法：npm run lianxin -- <命令> [参数] [--json]",
    commands: "命令：",
    unknown: (name: string) => `没有“${name}”这个命令。`,
    badArguments: (usage: string) => `参数不对。用法：${usage}`,
    fault: "程序出错：",
    data: "数据文件夹由 LIANXIN_DATA 指定（默认 data），或由 DATABASE_URL 指定 PostgreSQL 服务器。",
    migrated: (count: number) =>
      count === 0 ? "数据库已是最新，不用升级。" : `已升级数据库，执行了 ${count} 个升级文件。`,
    verified: (events: number, seals: number) =>
      `审计记录完整：核对了 ${events} 条记录、${seals} 个封印，没有发现改动。`,
    tampered: (count: number) => `审计记录有 ${count} 处不一致：`,
    figure: (row: string, name: string, value: number) => `${row}  ${name}  ${value}`,
    figuresAsOf: (day: string, count: number) => `截至 ${day}，共 ${count} 项；加 --json 可以看到每项的 SQL。`,
    checked: (check: string, ok: boolean, faults: number) => {
      const names: Readonly<Record<string, string>> = {
        duties: "三员分立",
        paths: "组织路径",
        sums: "当时与现在的合计",
        rosters: "花名册",
        "yearly-identity": "历年增减",
      };
      return ok ? `${names[check] ?? check}：相符。` : `${names[check] ?? check}：有 ${faults} 处不符：`;
    },
    dutiesMet: (it: { displayName: string; username: string; roleTerms: readonly string[]; fault: string }) =>
      `${it.displayName}（${it.username}）：${it.roleTerms.join("、")}${
        it.fault === "person-apart" ? "，而账号是党员本人的" : ""
      }。请安全管理员收回其中一项，或者换账号授权。`,
    importPreviewed: "以上只是预览，没有写入。加 --commit good-rows 写入没有问题的行。",
    importCommitted: "已写入。",
    rowKinds: { warning: "请留意", conflict: "待确认", faulty: "有错误" } as Readonly<Record<string, string>>,
    accountDisabled: (username: string) => `账号“${username}”已停用，不能用它导入。没有写入任何内容。`,
    mayNotImport: (username: string) => `账号“${username}”在哪里都没有导入的权限。没有写入任何内容。`,
    onBehalf: (name: string) => `${name}（命令行）`,
    keysGiven: "这里的密钥不在文件夹里，不能列出或更换。",
    keysIn: (folder: string) => `密钥文件夹 ${folder}：`,
    key: (purpose: string, id: string, fingerprint: string, firstSeenAt: Date | null, inUse: boolean) => {
      const terms: Readonly<Record<string, string>> = { data: "数据密钥", index: "索引密钥", signing: "签名密钥" };
      const since = firstSeenAt === null ? "还没有用过" : `${firstSeenAt.toISOString().slice(0, 10)} 起`;
      return `${terms[purpose] ?? purpose} ${id}，指纹 ${fingerprint}，${since}${inUse ? "，正在使用" : "，只用来读以前的内容"}`;
    },
    keysRotated: (ids: string) => `已更换密钥，以后写入的用 ${ids}；以前的内容仍用旧密钥读，旧密钥不能删。`,
    keysAfterwards: (folder: string) =>
      `请现在把 ${folder} 整个文件夹再备份一次（离线、与数据库备份分开），然后重新启动全部服务进程。`,
    added: (username: string, password: string) => `已开户 ${username}。一次性密码（只显示这一次）：${password}`,
    disabled: (username: string) => `已停用 ${username}，所有登录立即失效。`,
    enabled: (username: string) => `已恢复 ${username}。`,
    reset: (username: string, password: string) => `已重置 ${username} 的密码。一次性密码（只显示这一次）：${password}`,
    factorRemoved: (username: string) => `已关闭 ${username} 的两步验证。`,
    granted: (username: string, roleTerm: string) => `已授予 ${username}“${roleTerm}”角色。`,
    noAccount: (username: string) => `没有用户名为“${username}”的账号。`,
    noRole: (role: string, all: string) => `没有“${role}”这个角色。可以用的角色：${all}`,
    noOrganization: (name: string) => `没有找到名称、代码或编号为“${name}”的组织。`,
    manyOrganizations: (name: string) => `有不止一个组织叫“${name}”，请用组织编号指定。`,
  },
} as const;
