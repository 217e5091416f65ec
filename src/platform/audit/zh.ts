/** What a person reads about keys when the program refuses to start. */
export const keysZh = {
  openPermissions: (path: string, mode: string) =>
    `密钥 ${path} 的权限是 ${mode},其他用户可以读取。请执行 chmod -R go-rwx 收紧权限后再启动;如果别人可能已经读过,请更换密钥。`,
  damaged: (name: string) => `密钥文件 ${name} 已损坏或被改名。请用密钥备份中的同名文件替换后再启动。`,
  incomplete: (folder: string) =>
    `密钥文件夹 ${folder} 不完整(应有 data-*.key、index.key、signing-*.pem)。请用密钥备份恢复整个文件夹后再启动。`,
  none: (folder: string) => `密钥文件夹 ${folder} 中没有密钥。请先用密钥备份恢复该文件夹。`,
  missing: (id: string, folder: string) =>
    `数据库中有用密钥 ${id} 加密或签名的数据,但密钥文件夹 ${folder} 中没有这把密钥。请用密钥备份恢复该文件夹(或检查环境变量 LIANXIN_KEYS_DIR)后再启动。`,
};
